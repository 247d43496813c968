// Time as the engine sees it, so that tests wait for nothing. Any thread.
#pragma once

#include <cstdint>

#include "measure/ledger.hpp"
#include "sluice/abi.h"

namespace sluice::pipeline {

class Clock : public measure::TimeSource {
 public:
  virtual int64_t now_ms() = 0;   // monotonic
  virtual int64_t unix_us() = 0;  // UTC
  // Waits; false as soon as `cancel` (may be null) is requested.
  virtual bool sleep(int64_t ms, const sluice_cancel* cancel) = 0;
  // For profiles.
  int64_t wall_ns() override { return now_ms() * 1'000'000; }
  int64_t cpu_ns() override;
};

class SystemClock : public Clock {
 public:
  int64_t now_ms() override;
  int64_t unix_us() override;
  bool sleep(int64_t ms, const sluice_cancel* cancel) override;
  int64_t wall_ns() override;
};

// Null-safe.
inline bool requested(const sluice_cancel* cancel) {
  return cancel && cancel->requested && cancel->requested(cancel);
}

}  // namespace sluice::pipeline
