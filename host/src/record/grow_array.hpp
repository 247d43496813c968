// An array of plain values that grows within a Budget and reports an exhausted budget instead of
// throwing. New elements are not initialised. [lane]: belongs to one batch.
#pragma once

#include <cstdlib>
#include <span>
#include <type_traits>
#include <utility>

#include "record/budget.hpp"
#include "record/scan.hpp"

namespace sluice::record {

template <class T>
class GrowArray {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  // `slack` elements past capacity() are always allocated, too: room for blind stores.
  explicit GrowArray(Budget& budget, size_t slack = 0) : budget_(&budget), slack_(slack) {}
  ~GrowArray() { release(); }
  GrowArray(const GrowArray&) = delete;
  GrowArray& operator=(const GrowArray&) = delete;

  // One more element, to be filled by the caller; null when memory is exhausted. References die.
  [[nodiscard]] T* push() {
    if (size_ == capacity_ && !reserve(size_ + 1)) return nullptr;
    return &data_[size_++];
  }
  // Room for `count` elements in all.
  [[nodiscard]] SLUICE_HOT bool reserve(size_t count) { return count <= capacity_ || grow(count); }
  // REQUIRES: count <= capacity()
  void resize(size_t count) { size_ = count; }
  // Empties it and keeps the memory, if that is no more than `keep` bytes.
  void clear(size_t keep) {
    size_ = 0;
    if (bytes(capacity_) > keep) release();
  }

  T* data() { return data_; }
  const T* data() const { return data_; }
  size_t size() const { return size_; }
  size_t capacity() const { return capacity_; }
  T& operator[](size_t i) { return data_[i]; }
  const T& operator[](size_t i) const { return data_[i]; }
  std::span<T> from(size_t first) { return {data_ + first, size_ - first}; }

 private:
  // Elements may be pointers. NOLINTNEXTLINE(bugprone-sizeof-expression)
  static constexpr size_t kEach = sizeof(T);
  static constexpr size_t kFirst = 4096 / kEach + 1;

  size_t bytes(size_t capacity) const { return capacity ? (capacity + slack_) * kEach : 0; }

  // Doubles; near the end of the budget it grows by less, but by as much as there is room for:
  // moving everything for each new element would be quadratic.
  __attribute__((noinline)) bool grow(size_t count) {
    if (count > SIZE_MAX / kEach / 4) return false;
    for (size_t more = capacity_ ? capacity_ : kFirst; more; more /= 2)
      if (capacity_ + more > count && move_to(capacity_ + more)) return true;
    return move_to(count);
  }

  bool move_to(size_t capacity) {
    const size_t before = bytes(capacity_);
    const size_t after = bytes(capacity);
    if (!budget_->take(after)) return false;  // both blocks may exist while realloc copies
    void* moved = std::realloc(static_cast<void*>(data_), after);
    budget_->give(moved ? before : after);
    if (!moved) return false;
    data_ = static_cast<T*>(moved);
    capacity_ = capacity;
    return true;
  }

  void release() {
    std::free(static_cast<void*>(data_));
    budget_->give(bytes(capacity_));
    data_ = nullptr;
    size_ = capacity_ = 0;
  }

  Budget* budget_;
  size_t slack_;
  T* data_ = nullptr;
  size_t size_ = 0;
  size_t capacity_ = 0;
};

}  // namespace sluice::record
