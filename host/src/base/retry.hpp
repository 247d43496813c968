// How often something is tried, and how long to wait in between. Values and pure functions.
#pragma once

#include <algorithm>
#include <cstdint>

namespace sluice::base {

struct RetrySettings {
  int64_t attempts = 5;  // the first one included; 1: never repeat
  int64_t base_ms = 500;
  int64_t max_ms = 30'000;
  int64_t within_ms = 0;  // since the first one failed, no further one begins later; 0: no limit
};

// Milliseconds after `made` attempts (from 1) have failed: base_ms, doubled with each further one,
// up to max_ms, times `jitter`, which is in [0, 1) ("full jitter").
inline int64_t back_off_ms(const RetrySettings& settings, int64_t made, double jitter) {
  int64_t ceiling = std::max<int64_t>(settings.base_ms, 0);
  for (int64_t i = 1; i < made && ceiling < settings.max_ms; i++) ceiling *= 2;
  ceiling = std::min(ceiling, std::max<int64_t>(settings.max_ms, 0));
  return static_cast<int64_t>(static_cast<double>(ceiling) * jitter);
}

}  // namespace sluice::base
