// Time that only goes forward, for measuring how long something takes. Any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <ctime>

namespace sluice::platform {

inline int64_t steady_ms() noexcept {
  using namespace std::chrono;
  return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}
inline int64_t steady_ns() noexcept {
  using namespace std::chrono;
  return duration_cast<nanoseconds>(steady_clock::now().time_since_epoch()).count();
}
// Since the machine was started: the same for all its processes, and it goes on while the machine
// sleeps.
inline int64_t boot_ms() noexcept {
  timespec now{};
  ::clock_gettime(CLOCK_BOOTTIME, &now);
  return int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
}

}  // namespace sluice::platform
