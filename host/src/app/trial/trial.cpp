#include "app/trial/trial.hpp"

#include <deque>

#include "app/trial/given_records.hpp"
#include "app/trial/timed_stop.hpp"
#include "app/trial/trial_store.hpp"
#include "backlog/numbered_lines.hpp"
#include "pipeline/request.hpp"
#include "pipeline/runner.hpp"
#include "platform/wake.hpp"

namespace sluice::app {
namespace {

// What a step puts into tables is seen by the others until it is committed.
constexpr int64_t kOneCommitMs = 3'600'000;
constexpr size_t kOneCommitBatches = 100'000;

// One lane, so that one record comes after the other; nothing ends the run early or is kept.
void make_trial(pipeline::Plan& plan) {
  plan.lanes = 1;
  plan.commit.interval_ms = kOneCommitMs;
  plan.commit.max_batches = kOneCommitBatches;
  plan.park_limit = 0;
  plan.keep.reset();
  plan.source.committed = nullptr;  // nothing is delivered
  plan.state_folder.clear();
  std::erase_if(plan.targets, [](const pipeline::Target& target) { return target.of_hooks; });
}

std::vector<TrialFailure> failures_of(const std::vector<store::Task>& parked) {
  std::vector<TrialFailure> out;
  for (const store::Task& task : parked)
    out.push_back({backlog::number_of(task.source).value_or(0), task.step, task.message});
  return out;
}

}  // namespace

TrialResult run_trial(pipeline::Plan plan, const std::vector<std::string>& records,
                      const TrialSettings& settings) {
  make_trial(plan);
  plan.watch = settings.watch;
  GivenRecords given(records, settings.whole);
  given.stand_in_for_source(plan);
  std::deque<CollectingTarget> targets;
  for (pipeline::Target& target : plan.targets) targets.emplace_back().stand_in_for(target);
  TrialStore store(settings.beneath);
  TrialResult out;
  out.report = pipeline::Runner(settings.clock).run(plan, store, settings.cancel);
  for (const CollectingTarget& target : targets)
    out.outputs.push_back({target.name(), target.records()});
  out.failures = failures_of(store.parked());
  out.rows = store.rows();
  return out;
}

pipeline::Plan plan_of_request(pipeline::Plan plan) {
  plan.steps = std::move(plan.request_steps);
  plan.request_steps.clear();
  plan.targets.resize(1);
  plan.targets.front().name = "request";
  plan.targets.front().steps.clear();
  return plan;
}

TrialResult run_request_trial(const pipeline::Plan& plan, const TrialSettings& settings) {
  TrialResult out = run_trial(plan, {plan.request}, settings);
  const Status one = pipeline::one_request(out.outputs.front().records.size());
  if (!one && out.failures.empty() && out.report.status.ok())
    out.failures.push_back({1, out.outputs.front().target, one.message()});
  return out;
}

Result<std::vector<std::string>> first_records(pipeline::Plan plan, size_t most, int64_t most_ms) {
  make_trial(plan);
  auto wake = platform::Wake::create();
  if (!wake) return wake.status();
  TimedStop stop(std::move(*wake), most_ms);
  CollectingTarget target(most, [&stop] { stop.set(); });
  plan.steps.clear();
  plan.targets.resize(1);
  plan.targets.front().steps.clear();
  target.stand_in_for(plan.targets.front());
  TrialStore store(nullptr);
  const pipeline::RunReport report = pipeline::Runner().run(plan, store, stop.cancel());
  if (target.records().empty() && !report.status && !report.cancelled()) return report.status;
  std::vector<std::string> out;
  for (const CollectingTarget::Collected& one : target.records()) out.push_back(one.text);
  return out;
}

}  // namespace sluice::app
