// Time, and waiting that a cancel token interrupts. Interfaces, so tests neither sleep nor
// depend on the date. Thread-safe.
#pragma once

#include <cstdint>

#include "sluice/abi.h"

namespace sluice::base {

// Time for measurements, in nanoseconds.
class TimeSource {
 public:
  virtual ~TimeSource() = default;
  virtual int64_t wall_ns() = 0;  // never goes backwards
  virtual int64_t cpu_ns() = 0;   // of the calling thread
};

class Clock : public TimeSource {
 public:
  virtual int64_t steady_ms() const = 0;  // never goes backwards; for durations
  virtual int64_t unix_us() const = 0;    // microseconds since 1970 UTC; for dates
  // False if `cancel` (may be null) was requested before `ms` were over.
  virtual bool wait(int64_t ms, const sluice_cancel* cancel) = 0;

  int64_t wall_s() const { return unix_us() / 1'000'000; }  // seconds since 1970 UTC
  int64_t wall_ns() override { return steady_ms() * 1'000'000; }
  int64_t cpu_ns() override { return 0; }
};

}  // namespace sluice::base
