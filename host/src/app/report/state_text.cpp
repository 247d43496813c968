#include "app/report/state_text.hpp"

#include <charconv>
#include <optional>
#include <string>

#include "app/report/console.hpp"
#include "config/parse.hpp"

namespace sluice::app {
namespace {

std::string state_member(const config::Node& node, std::string_view name) {
  const config::Node* const found = node.find(name);
  return found && found->is(config::Kind::kString) ? found->text : std::string();
}

template <class Number>
Number state_number(const config::Node& node, std::string_view name) {
  Number out{};
  if (const config::Node* const found = node.find(name))
    std::from_chars(found->text.data(), found->text.data() + found->text.size(), out);
  return out;
}

std::optional<store::Walk> walk_of(std::string_view name) {
  for (const store::Walk walk : store::kWalks)
    if (walk_name(walk) == name) return walk;
  return std::nullopt;
}

}  // namespace

std::string_view walk_name(store::Walk walk) {
  switch (walk) {
    case store::Walk::none:
      return "not begun";
    case store::Walk::running:
      return "under way";
    case store::Walk::read:
      return "read, steps give what they held";
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
  node.set("fingerprint", text_node(state.cursor.fingerprint));
  node.set("configured", text_node(state.cursor.configured));
  node.set("request", text_node(state.cursor.request));
  if (!state.cursor.left_out_at.empty())
    node.set("left_out_at", text_node(state.cursor.left_out_at));
  config::Node positions = config::Node::array();
  for (const store::Position& position : state.positions) {
    config::Node one = config::Node::object();
    one.set("publisher", text_node(position.publisher));
    one.set("identity", text_node(position.identity));
    one.set("position", text_node(position.text));
    positions.items.push_back(std::move(one));
  }
  node.set("positions", std::move(positions));
  node.set("read", unsigned_node(state.figures.read));
  node.set("filtered", unsigned_node(state.figures.filtered));
  node.set("delivered", unsigned_node(state.figures.delivered));
  node.set("parked", unsigned_node(state.figures.parked));
  node.set("updated", text_node(time_text(state.figures.updated_us)));
  node.set("started_us", number_node(state.figures.started_us));
  node.set("updated_us", number_node(state.figures.updated_us));
  return node;
}

Result<store::PipelineState> state_of(const config::Node& node) {
  store::PipelineState out;
  out.pipeline = state_member(node, "pipeline");
  const auto walk = walk_of(state_member(node, "walk"));
  if (out.pipeline.empty() || !walk)
    return Status::data("has no \"pipeline\" or no \"walk\" that is one");
  out.sequence = state_number<int64_t>(node, "sequence");
  out.cursor = {state_member(node, "cursor"),
                state_member(node, "fingerprint"),
                state_member(node, "configured"),
                state_member(node, "request"),
                *walk,
                state_member(node, "left_out_at")};
  if (const config::Node* positions = node.find("positions"))
    for (const config::Node& one : positions->items)
      out.positions.push_back({state_member(one, "publisher"), state_member(one, "identity"),
                               state_member(one, "position")});
  out.figures.started_us = state_number<int64_t>(node, "started_us");
  out.figures.updated_us = state_number<int64_t>(node, "updated_us");
  out.figures.read = state_number<uint64_t>(node, "read");
  out.figures.filtered = state_number<uint64_t>(node, "filtered");
  out.figures.delivered = state_number<uint64_t>(node, "delivered");
  out.figures.parked = state_number<uint64_t>(node, "parked");
  return out;
}

Result<store::PipelineState> state_of_line(std::string_view line) {
  config::Problems problems("");
  const auto node = config::parse_json(line, problems);
  if (!node || !problems.empty() || !node->is(config::Kind::kObject))
    return Status::data("is not a JSON object");
  return state_of(*node);
}

config::Node checkpoint_node(const store::Checkpoint& point) {
  config::Node node = config::Node::object();
  node.set("sequence", number_node(point.sequence));
  node.set("time", text_node(time_text(point.time_us)));
  node.set("time_us", number_node(point.time_us));
  node.set("read", unsigned_node(point.read));
  node.set("cursor", text_node(point.cursor.text));
  return node;
}

store::Checkpoint checkpoint_of(const config::Node& node) {
  store::Checkpoint out;
  out.sequence = state_number<int64_t>(node, "sequence");
  out.time_us = state_number<int64_t>(node, "time_us");
  out.read = state_number<uint64_t>(node, "read");
  out.cursor.text = state_member(node, "cursor");
  return out;
}

}  // namespace sluice::app
