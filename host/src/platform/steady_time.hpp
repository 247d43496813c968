// Time that only goes forward, for measuring how long something takes. Any thread.
#pragma once

#include <chrono>
#include <cstdint>

namespace sluice::platform {

inline int64_t steady_ms() noexcept {
  using namespace std::chrono;
  return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}
inline int64_t steady_ns() noexcept {
  using namespace std::chrono;
  return duration_cast<nanoseconds>(steady_clock::now().time_since_epoch()).count();
}

}  // namespace sluice::platform
