// The worker that a server's run holds: given back while the run only waits (for a rate limit, or
// before it tries something again), and taken again before it goes on. Lanes and the server's
// thread use it.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <utility>

#include "base/lane_wait.hpp"

namespace sluice::app {

class WorkerPlace final : public base::LaneWatch {
 public:
  // `changed`: is_held or is_wanted says something else now; any thread. A new one is held.
  explicit WorkerPlace(std::function<void()> changed) : changed_(std::move(changed)) {}

  // [a lane] It belongs to the run, from now on until its thread or the lane ends.
  void add_lane();
  void begins(bool for_other) override;
  void ended(bool for_other) override;

  // [server] False: others may have the worker.
  bool is_held() const;
  // A lane waits for grant().
  bool is_wanted() const;
  void grant();
  // It is neither given back nor asked for any more.
  void keep();

 private:
  class Lane;
  void remove_lane();

  const std::function<void()> changed_;
  mutable std::mutex mutex_;
  std::condition_variable granted_;
  size_t lanes_ = 0, long_waits_ = 0, waits_for_other_ = 0;
  bool held_ = true, wanted_ = false, kept_ = false;
};

}  // namespace sluice::app
