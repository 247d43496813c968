#include "app/serve/worker_place.hpp"

#include <optional>

namespace sluice::app {

class WorkerPlace::Lane {
 public:
  explicit Lane(WorkerPlace& of) : of_(of), before_(base::LaneWatch::bind(&of)) {}
  ~Lane() {
    base::LaneWatch::bind(before_);
    of_.remove_lane();
  }
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;

 private:
  WorkerPlace& of_;
  base::LaneWatch* const before_;
};

void WorkerPlace::add_lane() {
  static thread_local std::optional<Lane> mine;
  mine.reset();
  {
    const std::lock_guard lock(mutex_);
    lanes_++;
  }
  mine.emplace(*this);
}

void WorkerPlace::remove_lane() {
  const std::lock_guard lock(mutex_);
  lanes_--;
}

// A lane that waits for the other one works no more than that one.
void WorkerPlace::begins(bool for_other) {
  {
    const std::lock_guard lock(mutex_);
    (for_other ? waits_for_other_ : long_waits_)++;
    const bool all = long_waits_ + waits_for_other_ >= lanes_;
    if (kept_ || !held_ || long_waits_ == 0 || !all) return;
    held_ = false;
  }
  changed_();
}

// What the other lane brings it brings with the worker; on its own a lane only commits meanwhile.
void WorkerPlace::ended(bool for_other) {
  std::unique_lock lock(mutex_);
  (for_other ? waits_for_other_ : long_waits_)--;
  if (for_other || held_) return;
  wanted_ = true;
  lock.unlock();
  changed_();
  lock.lock();
  granted_.wait(lock, [this] { return held_; });
}

bool WorkerPlace::is_held() const {
  const std::lock_guard lock(mutex_);
  return held_;
}

bool WorkerPlace::is_wanted() const {
  const std::lock_guard lock(mutex_);
  return wanted_ && !held_;
}

void WorkerPlace::grant() {
  const std::lock_guard lock(mutex_);
  held_ = true;
  wanted_ = false;
  granted_.notify_all();
}

void WorkerPlace::keep() {
  {
    const std::lock_guard lock(mutex_);
    kept_ = true;
  }
  grant();
}

}  // namespace sluice::app
