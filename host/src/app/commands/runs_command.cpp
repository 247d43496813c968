// sluice runs list|show: what a server ran, the latest first. Asks the server that runs, else reads
// the store.
#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include "app/client/control_client.hpp"
#include "app/commands/commands.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/report/profile_text.hpp"
#include "app/report/run_text.hpp"
#include "app/wiring/state_access.hpp"
#include "app/wiring/state_folder.hpp"
#include "base/percent.hpp"
#include "store/sqlite_run_log.hpp"

namespace sluice::app {
namespace {

constexpr size_t kMostRuns = 100;

using Runs = std::vector<store::LoggedRun>;

void print_runs(const Options& options, const Runs& runs) {
  if (options.json) {
    config::Node all = config::Node::array();
    for (const store::LoggedRun& run : runs) all.items.push_back(run_node(run));
    return print(config::to_json(all));
  }
  for (const store::LoggedRun& run : runs) print(run_line(run));
  if (runs.empty() && !options.quiet) print("no runs; sluice serve writes them down");
}

Result<Runs> runs_of(const ControlClient& server, const std::string& pipeline) {
  std::string target = "/api/v1/runs?limit=" + std::to_string(kMostRuns);
  if (!pipeline.empty()) target += "&pipeline=" + base::percent_encode(pipeline);
  const auto answer = server.get(target);
  if (!answer) return answer.status();
  Runs out;
  if (const config::Node* items = answer->find("items"))
    for (const config::Node& one : items->items) out.push_back(run_of(one));
  return out;
}

int list_runs(Options& options, const std::string& folder) {
  const std::string pipeline = options.take();
  const auto server = ControlClient::find(folder);
  const auto runs =
      server ? runs_of(*server, pipeline)
             : store::SqliteRunLog(store_file(folder)).runs({pipeline, 0, kMostRuns, {}});
  if (!runs) return failure("runs", runs.status());
  print_runs(options, *runs);
  return kDone;
}

// As the API shows it. Nothing: there is none of this number.
using Shown = std::optional<config::Node>;

Result<Shown> kept_run(const std::string& folder, int64_t id) {
  store::SqliteRunLog log(store_file(folder));
  const auto found = log.runs({{}, id + 1, 1, {}});
  if (!found) return found.status();
  if (found->empty() || found->front().id != id) return Shown();
  const auto profile = log.profile(id);
  if (!profile) return profile.status();
  return Shown(run_node(found->front(), *profile));
}

Result<Shown> run_of_number(const std::string& folder, int64_t id) {
  const auto server = ControlClient::find(folder);
  if (!server) return kept_run(folder, id);
  const auto answer = server->ask("GET", "/api/v1/runs/" + std::to_string(id));
  if (!answer) return answer.status();
  if (answer->status == 404) return Shown();
  if (!answer->good()) return answer->problem();
  return Shown(answer->json());
}

int show_run(Options& options, const std::string& folder) {
  const std::string text = options.take();
  int64_t id = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), id);
  if (text.empty() || end.ec != std::errc() || end.ptr != text.data() + text.size())
    return usage_error("runs", "which run? \"" + text + "\" is not a number");
  const auto found = run_of_number(folder, id);
  if (!found) return failure("runs", found.status());
  if (!*found) {
    print_error("sluice runs: there is no run " + text + "; see sluice runs list");
    return kInvalid;
  }
  const config::Node& run = **found;
  if (options.json) return print(config::to_json(run)), kDone;
  for (const std::string& line : run_lines(run_of(run))) print(line);
  if (const config::Node* const profile = run.find("profile"))
    for (const std::string& line : kept_profile_lines(*profile)) print(line);
  return kDone;
}

}  // namespace

int runs_command(Options options) {
  const std::string what = options.take();
  if (what != "list" && what != "show") return usage_error("runs", "say list or show");
  const auto location = locate_state(options, "runs");
  if (!location) return kInvalid;
  const std::string& folder = location->folder.path;
  return what == "list" ? list_runs(options, folder) : show_run(options, folder);
}

}  // namespace sluice::app
