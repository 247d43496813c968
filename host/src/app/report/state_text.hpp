// The stored state of pipelines as it is shown. Pure functions.
#pragma once

#include <string_view>

#include "config/node.hpp"
#include "sluice/result.hpp"
#include "store/pipeline_state.hpp"

namespace sluice::app {

// "not begun", "under way", "complete, to be finished" or "finished".
std::string_view walk_name(store::Walk walk);

// For machines, and back: where it stands and its figures, not what was taken or sent. E_DATA says
// what is missing.
config::Node state_node(const store::PipelineState& state);
Result<store::PipelineState> state_of(const config::Node& node);
// The same of a line of JSON.
Result<store::PipelineState> state_of_line(std::string_view line);

// Of the cursor only the text.
config::Node checkpoint_node(const store::Checkpoint& point);
store::Checkpoint checkpoint_of(const config::Node& node);

}  // namespace sluice::app
