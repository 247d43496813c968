// What a server shows of itself as JSON. Pure functions.
#pragma once

#include "app/api/server_view.hpp"
#include "config/node.hpp"

namespace sluice::app {

// "running", "queued", "stopped" (until it is started), "waiting" (for its time) or "idle".
std::string_view state_word(const PipelineView& pipeline);
// The run that is under way, with its figures of now. REQUIRES: pipeline.running
store::LoggedRun live_run(const PipelineView& pipeline);
// The same as it is shown, with its requests and what it waits for. REQUIRES: it runs.
config::Node live_run_node(const PipelineView& pipeline);

// And back, for who gets it from a server; its live figures are then those of `running`.
config::Node pipeline_node(const PipelineView& pipeline);
PipelineView pipeline_of(const config::Node& node);
// The server without its pipelines.
config::Node server_node(const ServerView& view);
// Both.
config::Node status_node(const ServerView& view);
config::Node configuration_node(const ServerView& view);

}  // namespace sluice::app
