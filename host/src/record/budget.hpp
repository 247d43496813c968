// Counts the bytes one batch holds against its limit: hostile input ends in an error
// and never exhausts the machine's memory. [lane]: belongs to one batch.
#pragma once

#include <cstddef>

namespace sluice::record {

class Budget {
 public:
  explicit Budget(size_t limit) : limit_(limit) {}

  // False, with nothing taken, if fewer than `bytes` are left.
  [[nodiscard]] bool take(size_t bytes) {
    if (bytes > left()) return false;
    used_ += bytes;
    return true;
  }
  // For memory that exists already (an adopted page): may exceed the limit, then all else fails.
  void force(size_t bytes) { used_ += bytes; }
  void give(size_t bytes) { used_ -= bytes; }

  size_t used() const { return used_; }
  size_t left() const { return used_ < limit_ ? limit_ - used_ : 0; }
  size_t limit() const { return limit_; }

 private:
  size_t limit_;
  size_t used_ = 0;
};

}  // namespace sluice::record
