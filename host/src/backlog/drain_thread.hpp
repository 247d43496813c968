// Tries a target that is down from time to time, and drains its backlog once it takes records,
// while the walk goes on for the others. Made, asked and destroyed by one thread; it has one of its
// own.
#pragma once

#include <atomic>
#include <cstdint>
#include <thread>

#include "backlog/drain.hpp"
#include "base/jitter.hpp"
#include "pipeline/report.hpp"
#include "pipeline/stop_token.hpp"
#include "sluice/result.hpp"
#include "store/backlog.hpp"

namespace sluice::backlog {

class DrainThread {
 public:
  // `known`: what the store says of the target. `whole` stops it; both outlive it, as does
  // `around`.
  DrainThread(const Surroundings& around, const pipeline::Target& target,
              const store::Backlog& known, pipeline::StopToken& whole, platform::Wake stop,
              platform::Wake wait);
  ~DrainThread();
  DrainThread(const DrainThread&) = delete;
  DrainThread& operator=(const DrainThread&) = delete;

  // A try or a drain is under way, or due.
  bool is_working() const { return state_ == State::working; }
  // Nothing is left to do: all is drained, or it failed for good.
  bool is_over() const { return state_ == State::over; }
  // No further try is waited for. Returns when the work under way is done.
  void join();

  // REQUIRES: is_over(), or joined.
  const pipeline::RunReport& report() const { return report_; }
  // Not OK: why this target can never get what waits.
  const Status& failure() const { return failure_; }

 private:
  enum class State { waiting, working, over };
  void work();
  bool wait_for_try();
  Result<bool> has_records();
  Status try_target();
  Status probe();
  Status note_failure(const Status& why);

  const Surroundings& around_;
  const pipeline::Target& target_;
  pipeline::StopToken stop_;
  pipeline::StopToken no_further_;  // try; set by join()
  base::Jitter jitter_;
  Drain drain_;
  uint32_t failures_;
  int64_t wait_ms_;
  pipeline::RunReport report_;
  Status failure_;
  std::atomic<State> state_;
  std::thread thread_;  // last: it uses the others
};

// Whether a target that failed with this may take records later without anyone mending the config.
bool is_down(sluice_status code);

// How long to leave a target alone that failed so often in a row: doubled each time, with jitter.
int64_t wait_after(uint32_t failures, const base::BacklogSettings& settings, base::Jitter& jitter);

}  // namespace sluice::backlog
