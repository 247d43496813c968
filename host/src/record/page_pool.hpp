// Keeps page buffers of released batches for the next requests, so a page's memory is not
// returned to the kernel and faulted in again. Bounded in number and bytes. Any thread.
#pragma once

#include <cstddef>
#include <mutex>
#include <vector>

#include "record/page_buffer.hpp"

namespace sluice::record {

class PagePool {
 public:
  // Keeps at most `buffers`, none bigger than `buffer_bytes`.
  explicit PagePool(size_t buffers = 8, size_t buffer_bytes = 8 * kMiB)
      : buffers_(buffers), buffer_bytes_(buffer_bytes) {}

  // An empty buffer with that limit, used or new.
  PageBuffer take(size_t limit);
  void put(PageBuffer page) noexcept;
  size_t count() const;

 private:
  const size_t buffers_;
  const size_t buffer_bytes_;
  mutable std::mutex mutex_;
  std::vector<PageBuffer> free_;
};

}  // namespace sluice::record
