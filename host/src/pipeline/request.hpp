// The request a walk is made with: the configured {path, query, payload}, after the request
// transformers ran over it as a batch of one record. Source lane.
#pragma once

#include <cstddef>
#include <string>

#include "pipeline/run_context.hpp"
#include "sluice/result.hpp"

namespace sluice::pipeline {

// JSON. Fails, and the walk does not start, unless exactly one record is live at the end.
Result<std::string> resolve_request(const RunContext& run);

// Failing, and why, if another number of records than one is left of a request.
Status one_request(size_t left);

}  // namespace sluice::pipeline
