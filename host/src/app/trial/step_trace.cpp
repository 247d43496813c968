#include "app/trial/step_trace.hpp"

#include <algorithm>

#include "app/trial/given_records.hpp"
#include "app/trial/record_text.hpp"
#include "pipeline/decision.hpp"
#include "pipeline/plan.hpp"
#include "platform/steady_time.hpp"
#include "sluice/record.h"

namespace sluice::app {
namespace {

bool is_live(record::Batch& batch, size_t index) {
  return sluice_record_at(batch.abi(), index)->state == SLUICE_RECORD_LIVE;
}

}  // namespace

void StepTrace::before(const pipeline::Step& step, record::Batch& batch) {
  current_.clear();
  live_.assign(batch.abi()->count, 0);
  if (step.name == GivenRecords::kStep) return;
  for (size_t i = 0; i < live_.size(); i++) {
    if (!is_live(batch, i) || !step.route.has(batch.records().route_of(i))) continue;
    live_[i] = 1;
    StepView& view = current_[given_number(batch, i).value_or(kOfWalk)];
    view.step = step.name;
    view.pointer = step.pointer;
    view.before.push_back(record_text(batch, i));
  }
  started_ns_ = platform::steady_ns();
}

void StepTrace::after(const pipeline::Step&, record::Batch& batch) {
  const int64_t took = platform::steady_ns() - started_ns_;
  const auto records = static_cast<int64_t>(std::count(live_.begin(), live_.end(), 1));
  for (size_t i = 0; i < batch.abi()->count && records; i++) {
    if (i < live_.size() && !live_[i]) continue;
    const auto view = current_.find(given_number(batch, i).value_or(kOfWalk));
    if (view != current_.end()) note(batch, i, view->second);
  }
  for (auto& [number, view] : current_) {
    view.ns = took / records;
    keep(number, std::move(view));
  }
  current_.clear();
}

// Beside what it took in of the walk, if a step before it gave some.
void StepTrace::flushed(const pipeline::Step& step, record::Batch& batch) {
  std::vector<StepView>& steps = records_[kOfWalk];
  const auto same = std::find_if(steps.begin(), steps.end(),
                                 [&](const StepView& one) { return one.step == step.name; });
  StepView& view = same == steps.end() ? steps.emplace_back() : *same;
  view.step = step.name;
  view.pointer = step.pointer;
  for (size_t i = 0; i < batch.abi()->count; i++) note(batch, i, view);
}

void StepTrace::note(record::Batch& batch, size_t index, StepView& view) const {
  const int32_t state = sluice_record_at(batch.abi(), index)->state;
  if (state == SLUICE_RECORD_LIVE)
    view.after.push_back(record_text(batch, index));
  else if (state == SLUICE_RECORD_FAILED)
    view.failures.push_back(pipeline::failure_of(batch, index).message());
  else
    view.filtered++;
}

// Records that ran again are as they were the last time.
void StepTrace::keep(int64_t number, StepView view) {
  std::vector<StepView>& steps = records_[number];
  const auto same = std::find_if(steps.begin(), steps.end(),
                                 [&](const StepView& one) { return one.step == view.step; });
  if (same == steps.end())
    steps.push_back(std::move(view));
  else
    *same = std::move(view);
}

}  // namespace sluice::app
