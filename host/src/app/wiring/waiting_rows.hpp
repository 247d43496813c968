// Rows that a target's hooks put and the pipeline looks up: while records wait for the target, they
// are not there yet. Pure; no thread rule.
#pragma once

#include "config/model.hpp"
#include "config/problem.hpp"
#include "pipeline/plan.hpp"

namespace sluice::app {

// Of each such target that keeps a backlog. `plan` is the pipeline's.
void warn_of_waiting_rows(const config::PipelineConfig& pipeline, const pipeline::Plan& plan,
                          config::Problems& warnings);

}  // namespace sluice::app
