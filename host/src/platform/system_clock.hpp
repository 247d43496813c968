// The clock of the system. Thread-safe.
#pragma once

#include "base/clock.hpp"

namespace sluice::platform {

class SystemClock : public base::Clock {
 public:
  int64_t steady_ms() const override;
  int64_t unix_us() const override;
  bool wait(int64_t ms, const sluice_cancel* cancel) override;
  int64_t wall_ns() override;
  int64_t cpu_ns() override;
};

}  // namespace sluice::platform
