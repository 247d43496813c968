#include "pipeline/step_states.hpp"

#include <string>

#include "pipeline/sink_start.hpp"

namespace sluice::pipeline {

std::vector<std::unique_ptr<StepState>> bind_states(const RunContext& run, RunRows& rows,
                                                    const store::PipelineState& stored) {
  std::vector<std::unique_ptr<StepState>> states;
  const StepState::Walk walk = run.plan.is_retry        ? StepState::Walk::is_retry
                               : goes_on(stored.cursor) ? StepState::Walk::continues
                                                        : StepState::Walk::begins;
  for (const Step* step : all_steps(run.plan)) {
    for (const std::string& table : step->puts) rows.note_put(table);
    states.push_back(nullptr);
    if (!step->bind_state) continue;
    states.back() = std::make_unique<StepState>(run.store, rows, run.plan.pipeline, step->name,
                                                walk, stored.sequence);
    step->bind_state(states.back().get());
  }
  return states;
}

void unbind_states(const Plan& plan) {
  for (const Step* step : all_steps(plan))
    if (step->bind_state) step->bind_state(nullptr);
}

}  // namespace sluice::pipeline
