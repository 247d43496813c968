#include "pipeline/run_context.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "base/lane_wait.hpp"

namespace sluice::pipeline {

// The caller that shows it puts the pipeline's name in front.
void RunContext::note(std::string_view line) const {
  if (!observer) return;
  const std::string name = "pipeline " + plan.pipeline;
  const bool named = line.size() > name.size() + 2 && line.substr(0, name.size()) == name &&
                     (line[name.size()] == ',' || line[name.size()] == ':');
  observer->note(redacted(named ? line.substr(name.size() + 2) : line));
}

// The component has already reported its own retries.
Status Retry::spent(const Status& why) const {
  if (backoff_.calls() == 1 && backoff_.attempts() > 1) return why;
  return again_as(why, ", after " + std::to_string(backoff_.attempts()) + " attempts");
}

Status Retry::too_long(const Status& why) const {
  return again_as(why, "; it can be tried again in " + std::to_string(why.retry_after_ms() / 1000) +
                           " s, which is longer than a run waits (retry.longest_told_ms): run it "
                           "again then");
}

Status Retry::again_as(const Status& why, const std::string& more) {
  Status last(why.code(), why.message() + more);
  return last.with_retry_after(why.retry_after_ms())
      .with_remote_code(why.remote_code())
      .with_attempts(why.attempts());
}

Status Retry::again(const Status& why, Meter* meter) {
  Status counted = count(why);
  return counted ? pause(why, meter) : counted;
}

Status Retry::count(const Status& why) {
  if (!may_pass(why.code())) return why;
  const std::optional<int64_t> wait = backoff_.next(why, run_.clock.unix_us());
  if (!wait) return spent(why);
  if (why.retry_after_ms() > run_.plan.longest_told_ms) return too_long(why);
  wait_ms_ = std::max(wait_ms_, *wait);
  return {};
}

Status Retry::pause(const Status& why, Meter* meter) {
  const int64_t wait = std::exchange(wait_ms_, 0);
  run_.note(why.message() + "; trying again in " + std::to_string(wait) + " ms");
  const Measured measured(meter, nullptr);
  const base::LaneWait lane(wait);
  const measure::Waiting waiting(measure::Wait::retry);
  if (run_.clock.wait(wait, run_.cancel.stop)) return {};
  return {SLUICE_E_CANCELLED, "stopped while waiting to try again after: " + why.message()};
}

}  // namespace sluice::pipeline
