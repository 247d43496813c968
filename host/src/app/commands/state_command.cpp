// sluice state show|reset|rename|rewind|set|backup|restore|export|import: the stored state of
// pipelines. Asks the server that runs, else opens the store. What changes it takes the pipelines'
// locks, the rest works beside a run.
#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>

#include "app/commands/commands.hpp"
#include "app/commands/opened_stores.hpp"
#include "app/commands/state_backup.hpp"
#include "app/commands/state_files.hpp"
#include "app/commands/state_rename.hpp"
#include "app/commands/state_rewind.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/report/state_text.hpp"
#include "app/wiring/component_name.hpp"
#include "app/wiring/state_access.hpp"
#include "config/suggest.hpp"

namespace sluice::app {
namespace {

void print_state(const store::PipelineState& state) {
  print("pipeline " + state.pipeline + ": walk " + std::string(walk_name(state.cursor.walk)) +
        ", " + grouped(static_cast<uint64_t>(state.sequence)) + " commits, last " +
        time_text(state.figures.updated_us));
  print("  cursor: " + (state.cursor.text.empty() ? "from the beginning" : state.cursor.text));
  for (const store::Position& position : state.positions) {
    print("  " + position.publisher + ": " + position.text);
  }
  const store::Figures& f = state.figures;
  print("  last run: read " + grouped(f.read) + ", filtered " + grouped(f.filtered) +
        ", delivered " + grouped(f.delivered) + ", parked " + grouped(f.parked));
}

bool is_named(const Options& options, const std::string& pipeline) {
  return options.args.empty() ||
         std::find(options.args.begin(), options.args.end(), pipeline) != options.args.end();
}

int show(Options& options, const StateLocation& location) {
  const auto states = open_states(location)->states();
  if (!states) return failure("state", states.status());
  if (!know_pipelines(options, "state", location, *states)) return kInvalid;
  config::Node all = config::Node::array();
  for (const store::PipelineState& state : *states) {
    if (!is_named(options, state.pipeline)) continue;
    all.items.push_back(state_node(state));
    if (!options.json) print_state(state);
  }
  if (options.json) {
    print(config::to_json(all));
  } else if (all.items.empty() && !options.quiet) {
    print("nothing is stored in " + location.folder.path);
  }
  return kDone;
}

void tell(const Options& options, const std::string& line) {
  if (!options.quiet && !options.json) print(line);
}

int reset_pipelines(const Options& options, store::StateStore& store) {
  for (const std::string& name : options.args) {
    const Result<bool> forgotten = store.reset(name);
    if (!forgotten) return lock_failure("state", forgotten.status());
    tell(options,
         "pipeline " + name +
             (*forgotten ? ": forgotten; the next run starts over" : ": nothing was stored"));
  }
  return kDone;
}

// The one position of a pipeline that `name` means; a usage error if there is none or several.
std::optional<std::string> position_of(const store::PipelineState* state,
                                       const std::string& pipeline, const std::string& name) {
  std::vector<std::string> known;
  if (state)
    for (const store::Position& position : state->positions) known.push_back(position.publisher);
  const std::vector<std::string> meant = meant_publishers(known, name);
  if (meant.size() == 1) return meant.front();
  usage_error("state",
              "pipeline " + pipeline +
                  (meant.empty() ? " has nothing stored for a publisher \"" + name + "\""
                                 : " has several publishers \"" + name + "\"") +
                  (known.empty() ? std::string() : ", known are " + config::list_names(known)));
  return std::nullopt;
}

int reset_targets(const Options& options, store::StateStore& store,
                  const std::vector<store::PipelineState>& states) {
  std::vector<std::pair<std::string, std::string>> targets;
  for (const std::string& name : options.args) {
    const auto state = std::find_if(states.begin(), states.end(),
                                    [&](const auto& one) { return one.pipeline == name; });
    auto position = position_of(state == states.end() ? nullptr : &*state, name, options.publisher);
    if (!position) return kInvalid;
    targets.emplace_back(name, *std::move(position));
  }
  for (const auto& [pipeline, publisher] : targets) {
    const Result<bool> forgotten = store.forget_position(pipeline, publisher);
    if (!forgotten) return lock_failure("state", forgotten.status());
    tell(options, "pipeline " + pipeline + ", " + publisher +
                      ": forgotten; the next run continues at the source's cursor, and begins this "
                      "target anew");
  }
  return kDone;
}

int reset(Options& options, const StateLocation& location) {
  if (options.args.empty())
    return usage_error("state", "which pipelines? name those that are to start over");
  const auto store = open_states(location);
  const auto states = store->states();
  if (!states) return failure("state", states.status());
  if (!know_pipelines(options, "state", location, *states)) return kInvalid;
  const int code = options.publisher.empty() ? reset_pipelines(options, *store)
                                             : reset_targets(options, *store, *states);
  if (code == kDone && options.json) print(R"({"ok":true})");
  return code;
}

// A change of one pipeline's place.
int change_place(Options& options, const StateLocation& location,
                 int (*change)(const Options&, store::StateStore&, const store::PipelineState&)) {
  if (options.args.size() != 1) return usage_error("state", "which pipeline? name one");
  const std::string& name = options.args.front();
  const auto store = open_states(location);
  const auto states = store->states();
  if (!states) return failure("state", states.status());
  if (!know_pipelines(options, "state", location, *states)) return kInvalid;
  const auto state = std::find_if(states->begin(), states->end(),
                                  [&](const auto& one) { return one.pipeline == name; });
  if (state == states->end())
    return usage_error("state",
                       "pipeline " + name + " has not run yet: it stands at the beginning");
  return change(options, *store, *state);
}

int rewind(Options& options, const StateLocation& location) {
  return change_place(options, location, rewind_pipeline);
}

int set_place(Options& options, const StateLocation& location) {
  return change_place(options, location, set_cursor);
}

struct StateVerb {
  std::string_view name;
  int (*run)(Options&, const StateLocation&);
};

constexpr StateVerb kStateVerbs[] = {{"show", show},
                                     {"reset", reset},
                                     {"rename", rename_state},
                                     {"rewind", rewind},
                                     {"set", set_place},
                                     {"backup", back_up_state},
                                     {"restore", restore_state},
                                     {"export", export_states},
                                     {"import", import_states}};

}  // namespace

int state_command(Options options) {
  const std::string what = options.take();
  const auto verb = std::find_if(std::begin(kStateVerbs), std::end(kStateVerbs),
                                 [&](const StateVerb& one) { return one.name == what; });
  if (verb == std::end(kStateVerbs))
    return usage_error("state",
                       "say show, reset, rename, rewind, set, backup, restore, export or import");
  if (what != "reset" && !options.publisher.empty())
    return usage_error("state", "--publisher belongs to state reset");
  const auto location = locate_state(options, "state");
  if (!location) return kInvalid;
  return verb->run(options, *location);
}

}  // namespace sluice::app
