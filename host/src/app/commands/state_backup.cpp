#include "app/commands/state_backup.hpp"

#include <set>
#include <string>
#include <vector>

#include "app/commands/opened_stores.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/wiring/state_locks.hpp"
#include "store/sqlite_backup.hpp"
#include "store/sqlite_store.hpp"

namespace sluice::app {
namespace {

void tell_done(const Options& options, const std::string& line) {
  if (options.json)
    print(R"({"ok":true})");
  else if (!options.quiet)
    print(line);
}

// Of the config, and of the store if it can be read: it may be damaged.
std::vector<std::string> all_pipelines(const StateLocation& location) {
  std::set<std::string> names(location.pipelines.begin(), location.pipelines.end());
  store::SqliteStore store(store_file(location.folder.path), store::SqliteStore::Mode::read_only);
  if (const auto states = store.states())
    for (const store::PipelineState& state : *states)
      names.insert(state.pipeline.substr(0, state.pipeline.find('/')));
  return {names.begin(), names.end()};
}

// A target with a position does not go on if there is more behind it than one killed run leaves:
// whose that is only people know.
void tell_positions(const StateLocation& location) {
  store::SqliteStore store(store_file(location.folder.path), store::SqliteStore::Mode::read_only);
  const auto states = store.states();
  if (!states) return;
  const std::string config =
      location.config.empty() ? "--state " + location.folder.path : location.config;
  for (const store::PipelineState& state : *states)
    for (const store::Position& position : state.positions)
      print("if pipeline " + state.pipeline + " wrote more than one run to " + position.publisher +
            " since, keep that with: sluice state reset " + config + " " + state.pipeline +
            " --publisher '" + position.publisher + "'");
}

}  // namespace

int back_up_state(Options& options, const StateLocation& location) {
  const std::string to = options.take();
  if (to.empty()) return usage_error("state", "into which file?");
  if (Status s = open_states(location)->back_up(to); !s) return failure("state", s);
  tell_done(options, "the state is copied to " + to);
  return kDone;
}

int restore_state(Options& options, const StateLocation& location) {
  const std::string from = options.take();
  if (from.empty()) return usage_error("state", "from which file?");
  const auto server = lock_server(location.folder);
  if (!server) return lock_failure("state", server.status());
  const auto runs = lock_pipeline_files(location.folder, all_pipelines(location));
  if (!runs) return lock_failure("state", runs.status());
  std::string replaced;
  if (Status s = store::restore(from, store_file(location.folder.path), replaced); !s)
    return failure("state", s);
  tell_done(options, "the state is that of " + from +
                         (replaced.empty() ? "" : "; what was there is kept as " + replaced) +
                         ". What was delivered since that copy is delivered again");
  if (!options.json && !options.quiet) tell_positions(location);
  return kDone;
}

}  // namespace sluice::app
