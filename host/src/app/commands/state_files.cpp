#include "app/commands/state_files.hpp"

#include <algorithm>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "app/commands/opened_stores.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/report/state_text.hpp"

namespace sluice::app {
namespace {

int read_places(const std::string& name, std::vector<store::PipelineState>& out) {
  std::ifstream in(name);
  if (!in.is_open()) return usage_error("state", name + " cannot be opened");
  std::string line;
  for (size_t number = 1; std::getline(in, line); number++) {
    if (line.empty()) continue;
    auto place = state_of_line(line);
    if (!place)
      return usage_error("state", name + ", line " + std::to_string(number) + " " +
                                      place.status().message() + "; nothing is changed");
    out.push_back(*std::move(place));
  }
  return kDone;
}

}  // namespace

int export_states(Options& options, const StateLocation& location) {
  const auto states = open_states(location)->states();
  if (!states) return failure("state", states.status());
  if (!know_pipelines(options, "state", location, *states)) return kInvalid;
  for (const store::PipelineState& state : *states) {
    const auto& named = options.args;
    if (named.empty() || std::find(named.begin(), named.end(), state.pipeline) != named.end())
      print(config::to_json(state_node(state)));
  }
  return kDone;
}

int import_states(Options& options, const StateLocation& location) {
  const std::string name = options.take();
  if (name.empty()) return usage_error("state", "which file?");
  std::vector<store::PipelineState> places;
  if (const int code = read_places(name, places); code) return code;
  if (Status s = open_states(location)->import(places); !s) return lock_failure("state", s);
  if (!options.quiet)
    print(grouped(places.size()) + (places.size() == 1 ? " pipeline stands" : " pipelines stand") +
          " where the file says");
  return kDone;
}

}  // namespace sluice::app
