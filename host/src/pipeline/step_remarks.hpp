// What steps remarked, and what they looked for and never found, at the end of a run. On their
// lane.
#pragma once

#include <memory>
#include <vector>

#include "pipeline/report.hpp"
#include "pipeline/run_context.hpp"
#include "pipeline/step_state.hpp"

namespace sluice::pipeline {

// Adds to the report what its steps remarked, and the paths that they and their settings of the
// host looked for and no record had. `states`: of all steps, null where one has none.
void list_remarks(const RunContext& run, const std::vector<std::unique_ptr<StepState>>& states,
                  RunReport& report);

}  // namespace sluice::pipeline
