// sluice runs list PATH [PIPELINE]: what a server ran, the latest first. Reads beside it.
#include "app/commands/commands.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/report/run_text.hpp"
#include "app/wiring/state_access.hpp"
#include "app/wiring/state_folder.hpp"
#include "store/sqlite_run_log.hpp"

namespace sluice::app {
namespace {

constexpr size_t kMost = 100;

void print_runs(const Options& options, const std::vector<store::LoggedRun>& runs) {
  if (options.json) {
    config::Node all = config::Node::array();
    for (const store::LoggedRun& run : runs) all.items.push_back(run_node(run));
    return print(config::to_json(all));
  }
  for (const store::LoggedRun& run : runs) print(run_line(run));
  if (runs.empty() && !options.quiet) print("no runs; sluice serve writes them down");
}

}  // namespace

int runs_command(Options options) {
  if (options.take() != "list") return usage_error("runs", "say list");
  const auto location = locate_state(options, "runs");
  if (!location) return kInvalid;
  store::SqliteRunLog run_log(store_file(location->folder.path));
  const auto runs = run_log.runs({options.take(), 0, kMost});
  if (!runs) return failure("runs", runs.status());
  print_runs(options, *runs);
  return kDone;
}

}  // namespace sluice::app
