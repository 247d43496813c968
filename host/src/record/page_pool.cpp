#include "record/page_pool.hpp"

#include <new>
#include <utility>

namespace sluice::record {

PageBuffer PagePool::take(size_t limit) {
  const std::lock_guard lock(mutex_);
  if (free_.empty()) return PageBuffer(limit);
  PageBuffer page = std::move(free_.back());
  free_.pop_back();
  page.set_limit(limit);
  return page;
}

void PagePool::put(PageBuffer page) noexcept {
  if (!page.data() || page.capacity() > buffer_bytes_) return;
  page.clear();
  const std::lock_guard lock(mutex_);
  if (free_.size() >= buffers_) return;
  try {
    free_.push_back(std::move(page));
  } catch (const std::bad_alloc&) {
    return;  // the buffer is freed instead of kept
  }
}

size_t PagePool::count() const {
  const std::lock_guard lock(mutex_);
  return free_.size();
}

}  // namespace sluice::record
