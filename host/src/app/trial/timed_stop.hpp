// Stops a trial that takes too long. Made and destroyed on one thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "pipeline/cancel.hpp"
#include "pipeline/stop_token.hpp"

namespace sluice::app {

class TimedStop {
 public:
  // `most_ms`: from now; 0: no bound.
  TimedStop(platform::Wake wake, int64_t most_ms) : stop_(std::move(wake), 0) {
    if (most_ms > 0) thread_ = std::thread([this, most_ms] { wait(most_ms); });
  }
  ~TimedStop() {
    {
      const std::lock_guard lock(mutex_);
      over_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
  }
  TimedStop(const TimedStop&) = delete;
  TimedStop& operator=(const TimedStop&) = delete;

  void set() { stop_.set(); }
  pipeline::Cancel cancel() const { return {stop_.stop(), stop_.drain(), stop_.abort(), {}}; }
  // The time was over, or set() was called.
  bool is_set() const { return stop_.is_set(); }

 private:
  void wait(int64_t most_ms) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, std::chrono::milliseconds(most_ms), [this] { return over_; }))
      stop_.set();
  }

  pipeline::StopToken stop_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool over_ = false;
  std::thread thread_;  // last: it uses the others
};

}  // namespace sluice::app
