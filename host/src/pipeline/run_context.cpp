#include "pipeline/run_context.hpp"

#include <optional>
#include <string>

namespace sluice::pipeline {

Status Retry::again(const Status& why, Meter* meter) {
  if (!may_pass(why.code())) return why;
  const std::optional<int64_t> wait = backoff_.next(why.retry_after_ms());
  if (!wait) {
    Status last(why.code(),
                why.message() + ", after " + std::to_string(backoff_.attempts()) + " attempts");
    return last.with_retry_after(why.retry_after_ms()).with_remote_code(why.remote_code());
  }
  run_.note(why.message() + "; trying again in " + std::to_string(*wait) + " ms");
  const Measured measured(meter, nullptr);
  const measure::Waiting waiting(measure::Wait::retry);
  if (run_.clock.sleep(*wait, run_.cancel.stop)) return {};
  return {SLUICE_E_CANCELLED, "stopped while waiting to try again after: " + why.message()};
}

}  // namespace sluice::pipeline
