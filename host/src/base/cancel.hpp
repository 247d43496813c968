// Reads a cancel token. Null is a token that is never requested. Any thread.
#pragma once

#include <cstdint>

#include "sluice/abi.h"

namespace sluice::base {

inline bool is_cancelled(const sluice_cancel* cancel) {
  return cancel && cancel->requested && cancel->requested(cancel);
}

// INT64_MAX if there is no deadline. Of a requested token: how long to wait for work under
// way.
inline int64_t remaining_ms(const sluice_cancel* cancel) {
  return cancel ? cancel->remaining_ms(cancel) : INT64_MAX;
}

// True if not even work under way may be waited for.
inline bool is_given_up(const sluice_cancel* cancel) {
  if (!is_cancelled(cancel)) return false;
  const int64_t left = remaining_ms(cancel);
  return left <= 0 || left == INT64_MAX;
}

}  // namespace sluice::base
