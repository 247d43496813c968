// Runs pipelines side by side, on as many threads as this process may use cores; a failing one
// never stops another. Main thread; `run` returns when all of them have.
#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <optional>
#include <string>

#include "app/report/progress.hpp"
#include "base/clock.hpp"
#include "pipeline/plan.hpp"
#include "pipeline/report.hpp"
#include "pipeline/stop_token.hpp"
#include "platform/wake.hpp"
#include "store/backlog_store.hpp"
#include "store/lease_keeper.hpp"
#include "store/pipeline_store.hpp"

namespace sluice::app {

// How they run: normally side by side, by the system's clock, with any jitter.
struct RunPace {
  size_t threads = 0;            // 0: one for each core that may be used
  base::Clock* clock = nullptr;  // null: the system's
  std::optional<uint64_t> seed;  // of the backoff's jitter
  int64_t drain_ms = 5000;       // for what is under way at a stop
};

class PipelineRuns {
 public:
  struct Job {
    pipeline::Plan plan;
    std::function<void()> over;  // after the run, on its thread; may be empty
    pipeline::StopToken stop;
    Watcher* watcher;
    pipeline::RunReport report = {};
    store::KeptLease* lease = nullptr;

    Job(pipeline::Plan p, std::function<void()> after, platform::Wake wake, int64_t drain_ms,
        Watcher* w)
        : plan(std::move(p)), over(std::move(after)), stop(std::move(wake), drain_ms), watcher(w) {}
  };

  // `attention` wakes this thread: set by a signal, and by the last pipeline to end.
  // `backlogs` null: a run stops where a target is down.
  PipelineRuns(store::PipelineStore& store, store::BacklogStore* backlogs,
               const platform::Wake& attention, Progress& progress, const RunPace& pace = {})
      : store_(store),
        backlogs_(backlogs),
        attention_(attention),
        progress_(progress),
        pace_(pace) {}

  // `over` is called when the pipeline has run, on its thread. `lease` (null: none) outlives this:
  // the run ends when it is lost, and its commits are refused then.
  Status add(pipeline::Plan plan, std::function<void()> over = {},
             store::KeptLease* lease = nullptr);
  // Called about five times a second while pipelines run, on the main thread.
  void on_tick(std::function<void()> tick) { tick_ = std::move(tick); }
  // True if it was interrupted: pipelines then end with E_CANCELLED, or were not started.
  // `waiting`: how many of them only wait for outside events; they take no other's turn.
  bool run(size_t waiting = 0);
  // How many threads run() takes.
  size_t threads_for(size_t waiting) const;
  const std::deque<Job>& jobs() const { return jobs_; }

 private:
  void work();
  void run_job(Job& job);
  void stop_all();

  store::PipelineStore& store_;
  store::BacklogStore* const backlogs_;
  const platform::Wake& attention_;
  Progress& progress_;
  const RunPace pace_;
  std::function<void()> tick_;
  std::deque<Job> jobs_;
  std::atomic<size_t> next_{0};
  std::atomic<size_t> ended_{0};
};

}  // namespace sluice::app
