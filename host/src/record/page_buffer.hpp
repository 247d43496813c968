// The bytes of one page, as they arrive. Grows without zero fill up to a limit; when sealed, it is
// followed by 64 readable zero bytes, which the parser needs. Moved into a batch, never copied.
// One owner, one thread at a time.
#pragma once

#include <cstddef>

#include "record/limits.hpp"

namespace sluice::record {

class PageBuffer {
 public:
  explicit PageBuffer(size_t limit = Limits{}.page_bytes) { set_limit(limit); }
  ~PageBuffer();
  PageBuffer(PageBuffer&& other) noexcept;
  PageBuffer& operator=(PageBuffer&& other) noexcept;

  // False if the page would exceed the limit or memory is exhausted; the old content stays.
  [[nodiscard]] bool append(const void* bytes, size_t count);
  // Room for `count` bytes in all. data() may move.
  [[nodiscard]] bool reserve(size_t count);
  // After bytes were written to data() directly. REQUIRES: count <= capacity()
  void set_size(size_t count) { size_ = count; }
  // Puts the padding after size(). Must be repeated after every change. False: no memory.
  [[nodiscard]] bool seal();

  void set_limit(size_t limit) { limit_ = limit < kMaxText ? limit : kMaxText; }
  void clear() { size_ = 0; }

  char* data() { return data_; }
  const char* data() const { return data_; }
  size_t size() const { return size_; }
  size_t capacity() const { return capacity_; }
  size_t limit() const { return limit_; }

 private:
  bool grow(size_t capacity);

  char* data_ = nullptr;
  size_t size_ = 0;
  size_t capacity_ = 0;  // kPadding bytes more are allocated
  size_t limit_ = 0;
};

}  // namespace sluice::record
