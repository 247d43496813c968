// The clock that a store's own times are by: callers give durations only. Any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <utility>

namespace sluice::store {

using StoreClock = std::function<int64_t()>;  // milliseconds since 1970 UTC

// The system's, if it is empty.
inline StoreClock or_system_clock(StoreClock clock) {
  if (clock) return clock;
  return [] {
    using std::chrono::duration_cast, std::chrono::milliseconds, std::chrono::system_clock;
    return int64_t{duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
  };
}

}  // namespace sluice::store
