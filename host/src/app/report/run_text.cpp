#include "app/report/run_text.hpp"

#include "app/report/console.hpp"

namespace sluice::app {
namespace {

std::string figures_text(const store::LoggedRun& run) {
  return "read " + std::to_string(run.read) + ", filtered " + std::to_string(run.filtered) +
         ", delivered " + std::to_string(run.delivered) + ", parked " + std::to_string(run.parked);
}

}  // namespace

std::string run_line(const store::LoggedRun& run) {
  std::string out = std::to_string(run.id) + "  " + time_text(run.started_ms * 1000) + "  " +
                    run.pipeline + "  " + std::string(store::outcome_name(run.outcome)) + " (" +
                    run.cause + ")";
  if (run.ended_ms && run.outcome != store::RunOutcome::kLost)
    out += ": " + figures_text(run) + ", " + seconds_text(run.ended_ms - run.started_ms);
  return run.message.empty() ? out : out + ": " + run.message;
}

config::Node run_node(const store::LoggedRun& run) {
  config::Node node = config::Node::object();
  node.set("id", number_node(run.id));
  node.set("pipeline", text_node(run.pipeline));
  node.set("outcome", text_node(store::outcome_name(run.outcome)));
  node.set("cause", text_node(run.cause));
  if (run.planned_ms) node.set("planned", text_node(time_text(run.planned_ms * 1000)));
  node.set("started", text_node(time_text(run.started_ms * 1000)));
  if (run.ended_ms) node.set("ended", text_node(time_text(run.ended_ms * 1000)));
  if (run.ended_ms) node.set("elapsed_ms", number_node(run.ended_ms - run.started_ms));
  node.set("read", unsigned_node(run.read));
  node.set("filtered", unsigned_node(run.filtered));
  node.set("delivered", unsigned_node(run.delivered));
  node.set("parked", unsigned_node(run.parked));
  if (!run.message.empty()) node.set("message", text_node(run.message));
  return node;
}

}  // namespace sluice::app
