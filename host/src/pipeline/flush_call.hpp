// Asks a step for what it holds when a walk is over. On the step's lane.
#pragma once

#include "pipeline/run_context.hpp"
#include "record/batch.hpp"
#include "sluice/result.hpp"

namespace sluice::pipeline {

// Fills an empty batch. True: the step is to be asked again. A failure ends the run; the next one
// asks again.
Result<bool> call_flush(const RunContext& run, const Step& step, bool first, record::Batch& into);

}  // namespace sluice::pipeline
