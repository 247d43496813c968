// Long waits of a run's threads, told to whoever runs it: so that others may work meanwhile. Of the
// thread on which it lives.
#pragma once

#include <cstdint>
#include <utility>

namespace sluice::base {

// Hears of the waits of the threads that it is bound to, on them.
class LaneWatch {
 public:
  virtual ~LaneWatch() = default;
  // `for_other`: the run's other thread ends the wait.
  virtual void begins(bool for_other) = 0;
  // May wait until the thread can go on.
  virtual void ended(bool for_other) = 0;

  // The calling thread's; null: nobody hears.
  static LaneWatch* mine() { return mine_; }
  static LaneWatch* bind(LaneWatch* watch) { return std::exchange(mine_, watch); }

 private:
  inline static thread_local LaneWatch* mine_ = nullptr;
};

class LaneWait {
 public:
  // Shorter ones are not worth a word.
  static constexpr int64_t kLongMs = 1000;

  // Of so many milliseconds; or for the run's other thread.
  explicit LaneWait(int64_t ms) : LaneWait(ms >= kLongMs ? LaneWatch::mine() : nullptr, false) {}
  static LaneWait for_other() { return {LaneWatch::mine(), true}; }
  ~LaneWait() {
    if (watch_) watch_->ended(for_other_);
  }
  LaneWait(const LaneWait&) = delete;
  LaneWait& operator=(const LaneWait&) = delete;

 private:
  LaneWait(LaneWatch* watch, bool for_other) : watch_(watch), for_other_(for_other) {
    if (watch_) watch_->begins(for_other_);
  }

  LaneWatch* const watch_;
  const bool for_other_;
};

}  // namespace sluice::base
