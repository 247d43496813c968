#include "platform/system_clock.hpp"

#include <algorithm>
#include <chrono>

#include "base/cancel.hpp"
#include "platform/poll_set.hpp"
#include "platform/process.hpp"
#include "platform/steady_time.hpp"

namespace sluice::platform {
namespace {

namespace chrono = std::chrono;

// How often a cancel token without a handle to wait on is checked: short for a person.
constexpr int64_t kAskCancelMs = 20;

int64_t slice_ms(const sluice_cancel* cancel, int64_t ms) {
  return cancel && cancel->wake == -1 ? std::min(ms, kAskCancelMs) : ms;
}

}  // namespace

int64_t SystemClock::steady_ms() const { return platform::steady_ms(); }

int64_t SystemClock::unix_us() const {
  return chrono::duration_cast<chrono::microseconds>(chrono::system_clock::now().time_since_epoch())
      .count();
}

int64_t SystemClock::wall_ns() {
  return chrono::duration_cast<chrono::nanoseconds>(chrono::steady_clock::now().time_since_epoch())
      .count();
}

int64_t SystemClock::cpu_ns() { return thread_cpu_ns(); }

bool SystemClock::wait(int64_t ms, const sluice_cancel* cancel) {
  PollSet no_sockets;
  const int64_t end = steady_ms() + ms;
  for (int64_t now = steady_ms(); now < end; now = steady_ms()) {
    if (base::is_cancelled(cancel)) return false;
    no_sockets.wait(cancel ? cancel->wake : -1, slice_ms(cancel, end - now));
  }
  return !base::is_cancelled(cancel);
}

}  // namespace sluice::platform
