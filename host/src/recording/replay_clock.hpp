// Time of a run from a recording: the wall clock shows when the newest response that
// was returned came in the recorded run; waits pass at once and count for durations only, as
// another run may wait longer or shorter. Thread-safe.
#pragma once

#include <algorithm>
#include <atomic>

#include "base/cancel.hpp"
#include "base/clock.hpp"

namespace sluice::recording {

class ReplayClock final : public base::Clock {
 public:
  // Microseconds since 1970 UTC.
  explicit ReplayClock(int64_t started_us) : started_us_(started_us) {}

  int64_t steady_ms() const override { return recorded_ms_ + waited_ms_; }
  int64_t unix_us() const override { return started_us_ + recorded_ms_ * 1000; }
  bool wait(int64_t ms, const sluice_cancel* cancel) override {
    if (base::is_cancelled(cancel)) return false;
    waited_ms_ += std::max<int64_t>(ms, 0);
    return true;
  }
  // A response that came this long after the recorded run's start was returned.
  void reach(int64_t ms) {
    int64_t now = recorded_ms_;
    while (now < ms && !recorded_ms_.compare_exchange_weak(now, ms)) {
    }
  }

 private:
  const int64_t started_us_;
  std::atomic<int64_t> recorded_ms_{0};
  std::atomic<int64_t> waited_ms_{0};
};

}  // namespace sluice::recording
