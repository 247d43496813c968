#include "pipeline/batch_pool.hpp"

#include <utility>

namespace sluice::pipeline {

BatchPool::BatchPool(const record::Limits& limits, record::PagePool& pages, size_t kept)
    : limits_(limits), pages_(pages), kept_(kept) {
  free_.reserve(kept);
}

BatchPool::Handle BatchPool::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!free_.empty()) {
      Handle batch(free_.back().release(), {this});
      free_.pop_back();
      return batch;
    }
  }
  return Handle(std::make_unique<record::Batch>(limits_, &pages_).release(), {this});
}

void BatchPool::put(std::unique_ptr<record::Batch> batch) noexcept {
  batch->reset();
  const std::lock_guard lock(mutex_);
  if (free_.size() < kept_) free_.push_back(std::move(batch));
}

void BatchPool::Return::operator()(record::Batch* batch) const noexcept {
  pool->put(std::unique_ptr<record::Batch>(batch));
}

}  // namespace sluice::pipeline
