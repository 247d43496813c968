// How much may wait for a target that is down. A value; no thread rule.
#pragma once

#include <cstdint>

namespace sluice::base {

// What is beyond the bytes or the age slows the source.
struct BacklogSettings {
  uint64_t bytes = uint64_t{256} << 20;
  int64_t age_ms = int64_t{7} * 24 * 3600 * 1000;
  int64_t longest_wait_ms = 60'000;  // between two tries
};

}  // namespace sluice::base
