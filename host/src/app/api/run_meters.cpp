#include "app/api/run_meters.hpp"

#include <algorithm>

namespace sluice::app {

void RunMeters::restore(store::RunLogStore& log) {
  const auto found = log.last_successes();
  if (!found) return;
  const std::lock_guard lock(mutex_);
  for (const store::LastSuccess& one : *found) meters_[one.pipeline].last_success_ms = one.ended_ms;
}

void RunMeters::ended(const store::LoggedRun& run) {
  const std::lock_guard lock(mutex_);
  RunMeter& meter = meters_[run.pipeline];
  const double seconds = static_cast<double>(run.ended_ms - run.started_ms) / 1000;
  meter.runs[run.outcome]++;
  meter.seconds += seconds;
  for (size_t i = 0; i < RunMeter::kBounds.size(); i++)
    if (seconds <= RunMeter::kBounds[i]) meter.within[i]++;
  meter.records.read += run.read;
  meter.records.filtered += run.filtered;
  meter.records.delivered += run.delivered;
  meter.records.parked += run.parked;
  meter.last_run = std::max(meter.last_run, run.id);
  const bool well =
      run.outcome == store::RunOutcome::kDone || run.outcome == store::RunOutcome::kParked;
  if (well) meter.last_success_ms = std::max(meter.last_success_ms, run.ended_ms);
}

std::map<std::string, RunMeter> RunMeters::snapshot() const {
  const std::lock_guard lock(mutex_);
  return meters_;
}

}  // namespace sluice::app
