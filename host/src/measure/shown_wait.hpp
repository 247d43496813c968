// What a thread waits for now, for others to see while its run goes on. Set by the thread alone,
// read by any. Needs an open ledger (ledger.hpp).
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>

namespace sluice::measure {

enum class Wait : uint8_t;  // ledger.hpp

class ShownWait {
 public:
  // The waits of the calling thread are shown here from now on, as long as it lives: this object
  // outlives it.
  void show_this_thread() { mine_ = this; }
  // NULL: nobody looks.
  static ShownWait* mine() { return mine_; }

  void begin(Wait why) { now_.store(static_cast<int8_t>(why), std::memory_order_relaxed); }
  void end() { now_.store(kNone, std::memory_order_relaxed); }
  // Nothing: it works. [any]
  std::optional<Wait> now() const {
    const int8_t value = now_.load(std::memory_order_relaxed);
    return value == kNone ? std::nullopt : std::optional(static_cast<Wait>(value));
  }

 private:
  static constexpr int8_t kNone = -1;
  static thread_local ShownWait* mine_;
  std::atomic<int8_t> now_{kNone};
};

}  // namespace sluice::measure
