// Time as the HTTP service sees it, and waiting that a cancel token interrupts. An interface, so
// that tests neither sleep nor depend on the date. Thread-safe.
#pragma once

#include <cstdint>

#include "sluice/abi.h"

namespace sluice::http {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual int64_t steady_ms() const = 0;  // never goes back; for durations
  virtual int64_t wall_s() const = 0;     // seconds since 1970 UTC; for dates in responses
  // False if `cancel` (may be NULL) was requested before `ms` were over.
  virtual bool wait(int64_t ms, const sluice_cancel* cancel) = 0;
};

class SystemClock final : public Clock {
 public:
  int64_t steady_ms() const override;
  int64_t wall_s() const override;
  bool wait(int64_t ms, const sluice_cancel* cancel) override;
};

// Steady milliseconds. Sockets do not follow a fake clock, so neither do their time-outs.
int64_t socket_now_ms();

inline bool is_cancelled(const sluice_cancel* cancel) {
  return cancel && cancel->requested(cancel);
}

// INT64_MAX if there is no deadline. Of a requested token: how long what is under way may be waited
// for.
inline int64_t remaining_ms(const sluice_cancel* cancel) {
  return cancel ? cancel->remaining_ms(cancel) : INT64_MAX;
}

// Not even what is under way is to be waited for.
inline bool is_given_up(const sluice_cancel* cancel) {
  if (!is_cancelled(cancel)) return false;
  const int64_t left = remaining_ms(cancel);
  return left <= 0 || left == INT64_MAX;
}

}  // namespace sluice::http
