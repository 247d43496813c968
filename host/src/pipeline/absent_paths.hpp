// What a step's settings looked for in records and never found, at the end of a run. On its lane.
#pragma once

#include <optional>

#include "pipeline/plan.hpp"
#include "pipeline/report.hpp"
#include "pipeline/run_context.hpp"

namespace sluice::pipeline {

// Of the step and of its settings of the host. Nothing: each path was there in some record.
std::optional<StepRemark> absent_paths(const RunContext& run, const Step& step);

}  // namespace sluice::pipeline
