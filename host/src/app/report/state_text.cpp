#include "app/report/state_text.hpp"

#include "app/report/console.hpp"

namespace sluice::app {

std::string_view walk_name(store::Walk walk) {
  switch (walk) {
    case store::Walk::none:
      return "not begun";
    case store::Walk::running:
      return "under way";
    case store::Walk::complete:
      return "complete, to be finished";
    case store::Walk::finished:
      return "finished";
  }
  return "unknown";
}

config::Node state_node(const store::PipelineState& state) {
  config::Node node = config::Node::object();
  node.set("pipeline", text_node(state.pipeline));
  node.set("sequence", number_node(state.sequence));
  node.set("walk", text_node(walk_name(state.cursor.walk)));
  node.set("cursor", text_node(state.cursor.text));
  node.set("request", text_node(state.cursor.request));
  config::Node positions = config::Node::array();
  for (const store::Position& position : state.positions) {
    config::Node one = config::Node::object();
    one.set("publisher", text_node(position.publisher));
    one.set("position", text_node(position.text));
    positions.items.push_back(std::move(one));
  }
  node.set("positions", std::move(positions));
  node.set("read", unsigned_node(state.figures.read));
  node.set("filtered", unsigned_node(state.figures.filtered));
  node.set("delivered", unsigned_node(state.figures.delivered));
  node.set("parked", unsigned_node(state.figures.parked));
  node.set("updated", text_node(time_text(state.figures.updated_us)));
  return node;
}

}  // namespace sluice::app
