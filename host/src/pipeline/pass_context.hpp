// What the work on a batch at one target has in common. Sink lane.
#pragma once

#include "pipeline/batch_results.hpp"
#include "pipeline/batch_tools.hpp"
#include "pipeline/origin_groups.hpp"
#include "pipeline/state_writes.hpp"

namespace sluice::pipeline {

// Of the batch; all of it outlives the pass.
struct PassContext {
  BatchTools& tools;
  BatchResults& results;
  StateWrites& states;
  OriginGroups& merged;  // origins that can only run again together
};

}  // namespace sluice::pipeline
