#include "app/api/view_json.hpp"

#include "app/report/console.hpp"
#include "app/report/run_text.hpp"

namespace sluice::app {
namespace {

config::Node ms_node(int64_t unix_ms) { return text_node(time_text(unix_ms * 1000)); }

}  // namespace

std::string_view state_word(const PipelineView& pipeline) {
  if (pipeline.running) return "running";
  if (pipeline.queued) return "queued";
  if (pipeline.stopped) return "stopped";
  return pipeline.next_ms || pipeline.always ? "waiting" : "idle";
}

store::LoggedRun live_run(const PipelineView& pipeline) {
  store::LoggedRun out = *pipeline.running;
  if (!pipeline.live) return out;
  const LiveFigures now = pipeline.live->figures();
  out.read = now.read;
  out.filtered = now.filtered;
  out.delivered = now.delivered;
  out.parked = now.parked;
  return out;
}

config::Node live_run_node(const PipelineView& pipeline) {
  config::Node node = run_node(live_run(pipeline));
  if (!pipeline.live) return node;
  node.set("requests", unsigned_node(pipeline.live->figures().requests));
  const std::string_view waits = pipeline.live->waits_for();
  if (!waits.empty()) node.set("waits_for", text_node(waits));
  return node;
}

config::Node pipeline_node(const PipelineView& pipeline) {
  config::Node node = config::Node::object();
  node.set("pipeline", text_node(pipeline.name));
  node.set("schedule", text_node(pipeline.when));
  node.set("state", text_node(state_word(pipeline)));
  node.set("always", flag_node(pipeline.always));
  node.set("queued", flag_node(pipeline.queued));
  if (pipeline.next_ms) node.set("next", ms_node(*pipeline.next_ms));
  if (pipeline.last) node.set("last", run_node(*pipeline.last));
  if (pipeline.running) node.set("running", live_run_node(pipeline));
  return node;
}

PipelineView pipeline_of(const config::Node& node) {
  const auto text = [&](std::string_view name) {
    const config::Node* const found = node.find(name);
    return found ? found->text : std::string();
  };
  PipelineView out;
  out.name = text("pipeline");
  out.when = text("schedule");
  out.always = text("always") == "true";
  out.queued = text("queued") == "true";
  out.stopped = text("state") == "stopped";
  if (node.find("next")) out.next_ms = ms_of_time(text("next"));
  if (const config::Node* last = node.find("last")) out.last = run_of(*last);
  if (const config::Node* running = node.find("running")) out.running = run_of(*running);
  return out;
}

config::Node server_node(const ServerView& view) {
  config::Node node = config::Node::object();
  node.set("version", text_node(SLUICE_VERSION));
  node.set("config", text_node(view.config));
  node.set("revision", text_node(view.revision));
  node.set("started", ms_node(view.started_ms));
  node.set("workers", unsigned_node(view.workers));
  node.set("busy", unsigned_node(view.busy));
  node.set("stopping", flag_node(view.stopping));
  return node;
}

config::Node status_node(const ServerView& view) {
  config::Node node = config::Node::object();
  node.set("server", server_node(view));
  config::Node all = config::Node::array();
  for (const auto& one : view.pipelines) all.items.push_back(pipeline_node(*one));
  node.set("pipelines", std::move(all));
  return node;
}

config::Node configuration_node(const ServerView& view) {
  config::Node node = config::Node::object();
  node.set("config", text_node(view.config));
  node.set("path", text_node(view.path));
  node.set("revision", text_node(view.revision));
  node.set("loaded", ms_node(view.loaded_ms));
  node.set("pipelines", unsigned_node(view.pipelines.size()));
  return node;
}

}  // namespace sluice::app
