// The stored state of pipelines as it is shown. Pure functions.
#pragma once

#include <string_view>

#include "config/node.hpp"
#include "store/pipeline_state.hpp"

namespace sluice::app {

// "not begun", "under way", "complete, to be finished" or "finished".
std::string_view walk_name(store::Walk walk);

// For machines.
config::Node state_node(const store::PipelineState& state);

}  // namespace sluice::app
