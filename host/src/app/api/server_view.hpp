// What a server shows of itself: values that its loop publishes and other threads read.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "measure/shown_wait.hpp"
#include "store/run_log_store.hpp"

namespace sluice::app {

struct LiveFigures {
  uint64_t read = 0, filtered = 0, delivered = 0, parked = 0;
  uint64_t requests = 0;  // that were sent for it
};

// The figures of a run that is under way: its sink lane sets them, who shows them reads them; and
// what its lanes wait for. Outlives the lanes. [any]
class LiveRun {
 public:
  // For a lane, on its thread: one of two.
  void begin_lane() { lanes_.at(lane_++ % lanes_.size()).show_this_thread(); }
  // "rate budget", "retry", "responses", "store", "new records": the first of these that one of
  // them waits for; empty: they work.
  std::string_view waits_for() const;

  void set(const LiveFigures& figures) {
    const std::lock_guard lock(mutex_);
    figures_ = figures;
  }
  LiveFigures figures() const {
    const std::lock_guard lock(mutex_);
    return figures_;
  }

 private:
  mutable std::mutex mutex_;
  LiveFigures figures_;
  std::array<measure::ShownWait, 2> lanes_;
  std::atomic<size_t> lane_{0};
};

struct PipelineView {
  std::string name;
  std::string when;                     // "every 5m", "no schedule": for people
  bool refused = false;                 // it cannot run, `when` says why
  bool always = false;                  // it waits for what comes from outside, all the time
  bool queued = false;                  // it runs when a worker is free, or when its run is over
  bool stopped = false;                 // `always`, but somebody stopped it
  std::optional<int64_t> next_ms = {};  // by its schedule
  std::optional<int64_t> due_ms = {};   // it was planned for then, and waits
  std::optional<store::LoggedRun> last = {};     // the latest that is over
  std::optional<store::LoggedRun> running = {};  // its figures are 0: see live
  std::shared_ptr<const LiveRun> live = {};      // of `running`; the run's, too
};

// Times: milliseconds since the Unix epoch, UTC. What has not changed of a thousand pipelines is
// shared by one view and the next.
struct ServerView {
  std::string config;    // file or folder, as it was named
  std::string revision;  // of the configuration: another one after each reload
  int64_t started_ms = 0, loaded_ms = 0;
  size_t workers = 0, busy = 0;
  bool stopping = false;
  std::vector<std::shared_ptr<const PipelineView>> pipelines = {};
  std::string path = {};           // `config` from the root on
  std::string state_problem = {};  // why the state could not be written last; empty: it could

  // NULL: there is none of this name.
  const PipelineView* find(std::string_view name) const {
    for (const auto& one : pipelines)
      if (one->name == name) return one.get();
    return nullptr;
  }
};

}  // namespace sluice::app
