#include "record/page_buffer.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "measure/ledger.hpp"

namespace sluice::record {

namespace {
constexpr size_t kFirstCapacity = size_t{16} * 1024;
}

PageBuffer::~PageBuffer() { std::free(data_); }

PageBuffer::PageBuffer(PageBuffer&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0)),
      capacity_(std::exchange(other.capacity_, 0)),
      limit_(other.limit_) {}

PageBuffer& PageBuffer::operator=(PageBuffer&& other) noexcept {
  if (this == &other) return *this;
  std::free(data_);
  data_ = std::exchange(other.data_, nullptr);
  size_ = std::exchange(other.size_, 0);
  capacity_ = std::exchange(other.capacity_, 0);
  limit_ = other.limit_;
  return *this;
}

bool PageBuffer::append(const void* bytes, size_t count) {
  if (count > limit_ || size_ > limit_ - count) return false;
  if (size_ + count > capacity_) {
    const size_t doubled = std::min(std::max(capacity_ * 2, kFirstCapacity), limit_);
    if (!grow(std::max(doubled, size_ + count))) return false;
  }
  if (count) std::memcpy(data_ + size_, bytes, count);
  size_ += count;
  return true;
}

bool PageBuffer::reserve(size_t count) {
  if (count > limit_) return false;
  return count <= capacity_ && data_ ? true : grow(count);
}

bool PageBuffer::seal() {
  if (!data_ && !grow(0)) return false;
  std::memset(data_ + size_, 0, kPadding);
  return true;
}

bool PageBuffer::grow(size_t capacity) {
  measure::count_block();
  void* moved = std::realloc(data_, capacity + kPadding);
  if (!moved) return false;
  data_ = static_cast<char*>(moved);
  capacity_ = capacity;
  return true;
}

}  // namespace sluice::record
