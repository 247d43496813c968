// Retries of tasks that a server was asked for and that are not over: each is a run of its
// pipeline, queued behind the others. Main thread.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "app/api/control.hpp"
#include "app/wiring/retry_mode.hpp"
#include "app/wiring/retry_walk.hpp"
#include "store/component.hpp"
#include "store/run_log_store.hpp"
#include "store/task_store.hpp"

namespace sluice::app {

class Retries {
 public:
  // Both outlive it.
  Retries(store::TaskStore& tasks, store::RunLogStore& run_log)
      : tasks_(tasks), run_log_(run_log) {}

  // A run for each step at which tasks of the filter stopped, and for each retry that was
  // interrupted; noted in the run log as queued.
  Result<std::vector<QueuedRetry>> add(const store::TaskFilter& chosen, int64_t now_ms);

  bool has(int64_t run) const { return queued_.count(run) != 0; }
  // As it is logged. REQUIRES: has(run).
  const store::LoggedRun& logged(int64_t run) const { return queued_.at(run).logged; }
  // It begins. A retry that was interrupted is ended first: `mode` sends no task that is not with
  // it, and the run has to begin a second time. REQUIRES: has(run); the pipeline's lock is held.
  Result<std::unique_ptr<RunMode>> begin(int64_t run, int64_t now_ms);
  // Components of a pipeline are called otherwise from now on.
  void rename(const std::string& pipeline, const std::vector<store::Renamed>& renamed);
  // One part of it has ended like this. False: it has to begin once more.
  bool ended(store::LoggedRun& run);
  // Those that never began are stopped. Failing: the run log does not have it.
  Status stop_all(int64_t now_ms);

 private:
  struct Queued {
    RetryWalk walk;
    std::optional<store::TaskFilter> chosen;  // nothing: it only ends an earlier retry
    store::LoggedRun logged;
    bool again = false;  // the part under way only ends an earlier retry
  };

  Result<std::vector<RetryWalk>> interrupted(const std::vector<RetryWalk>& walks) const;
  Status queue(Queued one, std::vector<QueuedRetry>& out);

  store::TaskStore& tasks_;
  store::RunLogStore& run_log_;
  std::map<int64_t, Queued> queued_;  // by its run
};

}  // namespace sluice::app
