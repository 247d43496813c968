#include "pipeline/clock.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

#include "platform/process.hpp"

namespace sluice::pipeline {

namespace chrono = std::chrono;

int64_t Clock::cpu_ns() { return platform::thread_cpu_ns(); }

int64_t SystemClock::wall_ns() {
  return chrono::duration_cast<chrono::nanoseconds>(chrono::steady_clock::now().time_since_epoch())
      .count();
}

int64_t SystemClock::now_ms() { return wall_ns() / 1'000'000; }

int64_t SystemClock::unix_us() {
  return chrono::duration_cast<chrono::microseconds>(chrono::system_clock::now().time_since_epoch())
      .count();
}

// In slices instead of on the wake handle: nothing here needs to know what a handle is, and 20 ms
// are short for a person.
bool SystemClock::sleep(int64_t ms, const sluice_cancel* cancel) {
  constexpr int64_t kSlice = 20;
  const int64_t until = now_ms() + ms;
  for (int64_t left = ms; left > 0; left = until - now_ms()) {
    if (requested(cancel)) return false;
    std::this_thread::sleep_for(chrono::milliseconds(std::min(left, kSlice)));
  }
  return !requested(cancel);
}

}  // namespace sluice::pipeline
