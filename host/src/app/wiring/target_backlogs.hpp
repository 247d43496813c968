// Which targets of a pipeline have a backlog. Pure functions; no thread rule.
#pragma once

#include "config/model.hpp"
#include "config/problem.hpp"
#include "pipeline/plan.hpp"

namespace sluice::app {

// As configured; without a word, those of a pipeline that has several, as one that is down must not
// stop the others, and those behind a source that `listens`, which is not heard between runs. Never
// one that could not use what waits. REQUIRES: the plan's targets are the pipeline's publishers,
// with their `then`.
void keep_backlogs(const config::PipelineConfig& pipeline, bool listens, pipeline::Plan& plan);

// A backlog that is wanted where there can be none. REQUIRES: the same.
void refuse_backlogs(const config::PipelineConfig& pipeline, const pipeline::Plan& plan,
                     config::Problems& problems);

}  // namespace sluice::app
