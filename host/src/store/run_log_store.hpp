// The runs of pipelines that a server starts, and how far their schedules are: what ran when, why,
// and how it ended. Every function is [any].
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/result.hpp"

namespace sluice::store {

enum class RunOutcome {
  kRunning = 0,
  kDone = 1,
  kParked = 2,
  kFailed = 3,
  kStopped = 4,
  kLost = 5,
  kQueued = 6,
  kWaiting = 7
};

// "running", "done", "parked", "failed", "stopped", "lost" (its process ended without a word),
// "queued" (it has not begun), "waiting" (done, but records wait for a target that is down).
std::string_view outcome_name(RunOutcome outcome);
// The other way round; nothing: no outcome has this name.
std::optional<RunOutcome> outcome_of_name(std::string_view name);

// Times: milliseconds since the Unix epoch, UTC.
struct LoggedRun {
  int64_t id = 0;  // given by the store, increasing
  std::string pipeline;
  std::string cause;       // "schedule", "catch-up", "start", "manual", "retry", "backlog"
  int64_t planned_ms = 0;  // by the schedule; 0: not by one
  int64_t started_ms = 0;  // of one that is queued: when it was asked for
  int64_t ended_ms = 0;    // 0: not yet
  RunOutcome outcome = RunOutcome::kRunning;
  std::string message;  // why it failed, or what waits, redacted
  uint64_t read = 0, filtered = 0, delivered = 0, parked = 0;
  uint64_t waiting = 0;  // for targets that are down, when it ended
  // Where its time went, as JSON; empty: not measured. For end_run() only: profile() reads it.
  std::string profile = {};
};

// Its errors are news for those who are told of failures; so is a target that is down.
inline bool has_failed(const LoggedRun& run) {
  return run.outcome == RunOutcome::kFailed || run.outcome == RunOutcome::kLost ||
         run.outcome == RunOutcome::kWaiting;
}
inline bool has_parked(const LoggedRun& run) {
  return run.outcome == RunOutcome::kParked ||
         (run.outcome == RunOutcome::kWaiting && run.parked > 0);
}

struct RunFilter {
  std::string pipeline;  // empty: all
  int64_t before = 0;    // ids below this; 0: the latest
  size_t most = 20;
  std::optional<RunOutcome> outcome = {};  // nothing: all
};

struct LastSuccess {
  std::string pipeline;
  int64_t ended_ms = 0;
};

class RunLogStore {
 public:
  virtual ~RunLogStore() = default;

  // A run begins, or is queued, as its outcome says; its id. What was planned counts as started
  // from now on, also if the process is killed. The latest kKeptRuns of each pipeline are kept,
  // and the profiles, which are some KiB each, of the latest kKeptProfiles.
  static constexpr size_t kKeptRuns = 1000;
  static constexpr size_t kKeptProfiles = 100;
  virtual Result<int64_t> begin_run(const LoggedRun& run) = 0;
  // One that was queued begins, by its id and started_ms.
  virtual Status begin_queued(const LoggedRun& run) = 0;
  // By its id: when and how it ended, its figures and its profile.
  virtual Status end_run(const LoggedRun& run) = 0;
  // Runs that did not end, or begin, are lost. REQUIRES: nobody else runs pipelines of this store.
  virtual Status mark_lost(int64_t now_ms) = 0;
  // The latest time that was planned and started; nothing: none.
  virtual Result<std::optional<int64_t>> last_planned(std::string_view pipeline) = 0;
  // The schedule counts from this time, whatever was started.
  virtual Status set_last_planned(std::string_view pipeline, int64_t planned_ms) = 0;
  // When the latest run of each pipeline came to its end (done or parked).
  virtual Result<std::vector<LastSuccess>> last_successes() = 0;
  // The latest first.
  virtual Result<std::vector<LoggedRun>> runs(const RunFilter& filter) = 0;
  // As end_run() got it; empty: there is none.
  virtual Result<std::string> profile(int64_t run) = 0;
};

}  // namespace sluice::store
