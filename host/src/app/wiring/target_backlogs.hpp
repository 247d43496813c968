// Which targets of a pipeline have a backlog. Pure function; no thread rule.
#pragma once

#include "config/model.hpp"
#include "pipeline/plan.hpp"

namespace sluice::app {

// As configured; without a word, those of a pipeline that has several: one that is down must not
// stop the others. Never one that could not use what waits. REQUIRES: the plan's targets are the
// pipeline's publishers, with their `then`.
void keep_backlogs(const config::PipelineConfig& pipeline, pipeline::Plan& plan);

}  // namespace sluice::app
