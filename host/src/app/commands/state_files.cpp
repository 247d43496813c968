#include "app/commands/state_files.hpp"

#include <algorithm>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/report/state_text.hpp"
#include "app/wiring/state_locks.hpp"
#include "config/parse.hpp"
#include "store/sqlite_store.hpp"

namespace sluice::app {
namespace {

// A pipeline's place, from a line.
struct Place {
  std::string pipeline;
  store::Cursor cursor;
  std::vector<store::Position> positions;
};

constexpr store::Walk kWalks[] = {store::Walk::none, store::Walk::running, store::Walk::complete,
                                  store::Walk::finished};

config::Node place_node(const store::PipelineState& state) {
  config::Node node = config::Node::object();
  node.set("pipeline", text_node(state.pipeline));
  node.set("walk", text_node(walk_name(state.cursor.walk)));
  node.set("cursor", text_node(state.cursor.text));
  node.set("fingerprint", text_node(state.cursor.fingerprint));
  node.set("configured", text_node(state.cursor.configured));
  node.set("request", text_node(state.cursor.request));
  config::Node positions = config::Node::array();
  for (const store::Position& position : state.positions) {
    config::Node one = config::Node::object();
    one.set("publisher", text_node(position.publisher));
    one.set("identity", text_node(position.identity));
    one.set("position", text_node(position.text));
    positions.items.push_back(std::move(one));
  }
  node.set("positions", std::move(positions));
  return node;
}

std::string member(const config::Node& node, const char* name) {
  const config::Node* found = node.find(name);
  return found && found->is(config::Kind::kString) ? found->text : std::string();
}

Result<Place> place_of(const std::string& line) {
  config::Problems problems("");
  const auto node = config::parse_json(line, problems);
  if (!node || !problems.empty() || !node->is(config::Kind::kObject))
    return Status::data("is not a JSON object");
  Place place;
  place.pipeline = member(*node, "pipeline");
  place.cursor = {member(*node, "cursor"),
                  member(*node, "fingerprint"),
                  member(*node, "configured"),
                  member(*node, "request"),
                  {}};
  const std::string walk = member(*node, "walk");
  const auto known = std::find_if(std::begin(kWalks), std::end(kWalks),
                                  [&](store::Walk one) { return walk_name(one) == walk; });
  if (place.pipeline.empty() || known == std::end(kWalks))
    return Status::data("has no \"pipeline\" or no \"walk\" that is one");
  place.cursor.walk = *known;
  const config::Node* positions = node->find("positions");
  for (const config::Node& one : positions ? positions->items : std::vector<config::Node>())
    place.positions.push_back(
        {member(one, "publisher"), member(one, "identity"), member(one, "position")});
  return place;
}

int read_places(const std::string& name, std::vector<Place>& out) {
  std::ifstream in(name);
  if (!in.is_open()) return usage_error("state", name + " cannot be opened");
  std::string line;
  for (size_t number = 1; std::getline(in, line); number++) {
    if (line.empty()) continue;
    auto place = place_of(line);
    if (!place)
      return usage_error("state", name + ", line " + std::to_string(number) + " " +
                                      place.status().message() + "; nothing is changed");
    out.push_back(*std::move(place));
  }
  return kDone;
}

// What was taken or may have been sent behind another cursor does not count any more.
Status put_place(store::PipelineStore& store, const Place& place) {
  const auto state = store.load(place.pipeline);
  if (!state) return state.status();
  store::Delta delta;
  delta.cursor = place.cursor;
  delta.positions = place.positions;
  delta.taken = store::TakenSet();
  delta.sent_through = INT64_MAX;
  delta.sent_earlier_over = true;
  delta.figures = state->figures;
  return store.commit(place.pipeline, state->sequence, delta);
}

}  // namespace

int export_states(Options& options, const StateLocation& location) {
  store::SqliteStore store(store_file(location.folder.path), store::SqliteStore::Mode::read_only);
  const auto states = store.states();
  if (!states) return failure("state", states.status());
  if (!know_pipelines(options, "state", location, *states)) return kInvalid;
  for (const store::PipelineState& state : *states) {
    const auto& named = options.args;
    if (named.empty() || std::find(named.begin(), named.end(), state.pipeline) != named.end())
      print(config::to_json(place_node(state)));
  }
  return kDone;
}

int import_states(Options& options, const StateLocation& location) {
  const std::string name = options.take();
  if (name.empty()) return usage_error("state", "which file?");
  std::vector<Place> places;
  if (const int code = read_places(name, places); code) return code;
  std::vector<std::string> pipelines;
  for (const Place& place : places) pipelines.push_back(place.pipeline);
  const auto locks = lock_pipelines(location.folder, pipelines);
  if (!locks) return lock_failure("state", locks.status());
  store::SqliteStore store(store_file(location.folder.path));
  for (const Place& place : places)
    if (Status s = put_place(store, place); !s) return failure("state", s);
  if (!options.quiet)
    print(grouped(places.size()) + (places.size() == 1 ? " pipeline stands" : " pipelines stand") +
          " where the file says");
  return kDone;
}

}  // namespace sluice::app
