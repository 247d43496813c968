// The boundary for transformers that process text: each live record is written as JSON, and the
// result is parsed again. Used on the lane of the step.
#pragma once

#include "pipeline/decision.hpp"
#include "pipeline/run_context.hpp"
#include "record/batch.hpp"

namespace sluice::pipeline {

Decision run_text_step(const RunContext& run, const Step& step, record::Batch& batch,
                       const sluice_cancel* cancel);

}  // namespace sluice::pipeline
