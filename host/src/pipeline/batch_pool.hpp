// Keeps finished batches, so the next page can reuse a batch's arena, records and output
// buffer. Used by both lanes.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

#include "record/batch.hpp"

namespace sluice::pipeline {

class BatchPool {
 public:
  struct Return {
    BatchPool* pool = nullptr;
    void operator()(record::Batch* batch) const noexcept;
  };
  using Handle = std::unique_ptr<record::Batch, Return>;  // the pool outlives it

  // Keeps at most `kept` batches; `pages` outlives it.
  BatchPool(const record::Limits& limits, record::PagePool& pages, size_t kept);

  // An empty batch. May throw std::bad_alloc.
  Handle take();

 private:
  void put(std::unique_ptr<record::Batch> batch) noexcept;

  const record::Limits limits_;
  record::PagePool& pages_;
  const size_t kept_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<record::Batch>> free_;  // has capacity for all kept batches
};

}  // namespace sluice::pipeline
