#include "app/commands/state_rename.hpp"

#include <algorithm>
#include <string>

#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/wiring/state_folder.hpp"
#include "app/wiring/state_locks.hpp"
#include "config/suggest.hpp"
#include "store/sqlite_pipelines.hpp"
#include "store/sqlite_shared.hpp"

namespace sluice::app {
namespace {

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// The configuration says which name is the one of today.
int check_names(const StateLocation& location, const std::string& from, const std::string& to) {
  if (location.config.empty()) return kDone;
  if (has(location.pipelines, from))
    return usage_error(
        "state", "pipeline " + from + " is in " + location.config + ": rename it there first");
  if (!has(location.pipelines, to))
    return usage_error("state", location.config + " has no pipeline " + to + "; known are " +
                                    config::list_names(location.pipelines));
  return kDone;
}

}  // namespace

// A server that runs neither of them may go on: what it runs it loads from the store.
int rename_state(Options& options, const StateLocation& location) {
  if (options.args.size() != 2)
    return usage_error("state", "which pipeline, and what is it called now? name both");
  const std::string &from = options.args[0], &to = options.args[1];
  if (const int code = check_names(location, from, to); code != kDone) return code;
  const std::string file = store_file(location.folder.path);
  if (Status s = check_store_there(location.folder.path); !s) return failure("state", s);
  store::SqliteShared shared(file);
  store::LeaseKeeper leases(shared, kChangeLeaseMs);
  const auto locks = lock_pipelines(location.folder, {from, to}, leases);
  if (!locks) return lock_failure("state", locks.status());
  if (Status s = store::rename_pipeline(file, from, to); !s) return refuse_command("state", s);
  if (options.json)
    print(R"({"ok":true})");
  else if (!options.quiet)
    print("pipeline " + to + ": goes on where " + from + " stood, with its tasks and what waits");
  return kDone;
}

}  // namespace sluice::app
