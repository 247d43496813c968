// What the steps of a run keep, each bound to the one whose it is. Sink lane.
#pragma once

#include <memory>
#include <vector>

#include "pipeline/plan.hpp"
#include "pipeline/run_context.hpp"
#include "pipeline/run_rows.hpp"
#include "pipeline/step_state.hpp"
#include "store/pipeline_state.hpp"

namespace sluice::pipeline {

// By step, as all_steps(run.plan); null: it keeps nothing. `run` and `rows` outlive them.
std::vector<std::unique_ptr<StepState>> bind_states(const RunContext& run, RunRows& rows,
                                                    const store::PipelineState& stored);
// Before the states are gone.
void unbind_states(const Plan& plan);

}  // namespace sluice::pipeline
