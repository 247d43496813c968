// sluice status PATH: what each pipeline of a config does by itself, how its last run went, and
// when it runs next. Asks the server that runs, else reads config and store.
#include <filesystem>

#include "app/api/view_json.hpp"
#include "app/client/control_client.hpp"
#include "app/client/served_config.hpp"
#include "app/commands/commands.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/report/run_text.hpp"
#include "app/serve/agenda.hpp"
#include "app/wiring/left_pipelines.hpp"
#include "app/wiring/state_access.hpp"
#include "app/wiring/state_folder.hpp"
#include "app/wiring/workspace.hpp"
#include "platform/system_clock.hpp"
#include "store/sqlite_run_log.hpp"

namespace sluice::app {
namespace {

using Views = std::vector<PipelineView>;

std::string when_text(const PipelineView& view, const config::PipelineConfig& pipeline) {
  if (!pipeline.refused.empty()) return "does not run: " + pipeline.refused;
  if (view.always) return "runs all the time";
  return pipeline.schedule ? pipeline.schedule->describe() : "no schedule";
}

// As the server plans it.
std::optional<int64_t> next_of(const config::PipelineConfig& pipeline,
                               std::optional<int64_t> last_planned) {
  Agenda agenda;
  agenda.put(pipeline.name, *pipeline.schedule, last_planned,
             platform::SystemClock().unix_us() / 1000);
  return agenda.next_of(pipeline.name);
}

Result<PipelineView> stored_view(const Workspace& workspace, const config::PipelineConfig& pipeline,
                                 store::RunLogStore& run_log) {
  PipelineView out;
  out.name = pipeline.name;
  out.always = workspace.registry.listens(pipeline.subscriber.use);
  out.when = when_text(out, pipeline);
  const auto runs = run_log.runs({pipeline.name, 0, 1, {}});
  if (!runs) return runs.status();
  if (!runs->empty()) out.last = runs->front();
  if (!pipeline.schedule || out.always) return out;
  const auto last_planned = run_log.last_planned(pipeline.name);
  if (!last_planned) return last_planned.status();
  out.next_ms = next_of(pipeline, *last_planned);
  return out;
}

Result<Views> stored_views(const Workspace& workspace) {
  store::SqliteRunLog run_log(store_file(workspace.config.host.state));
  Views out;
  for (const config::PipelineConfig& pipeline : workspace.config.pipelines) {
    auto view = stored_view(workspace, pipeline, run_log);
    if (!view) return view.status();
    out.push_back(*std::move(view));
  }
  return out;
}

Result<Views> served_views(const ControlClient& server) {
  const auto status = server.get("/api/v1/status");
  if (!status) return status.status();
  Views out;
  if (const config::Node* all = status->find("pipelines"))
    for (const config::Node& one : all->items) out.push_back(pipeline_of(one));
  return out;
}

void print_view(const PipelineView& view) {
  print(view.name + ": " + view.when +
        (view.next_ms ? "; next run " + time_text(*view.next_ms * 1000) : std::string()) +
        (view.queued ? "; runs as soon as it can" : "") +
        (view.stopped ? "; stopped by hand: sluice reload starts it" : ""));
  if (view.running) print("  running: " + run_line(*view.running));
  print("  last run: " + (view.last ? run_line(*view.last) : std::string("none by a server")));
}

int show(const Options& options, const Result<Views>& views) {
  if (!views) return failure("status", views.status());
  config::Node all = config::Node::array();
  for (const PipelineView& view : *views)
    options.json ? all.items.push_back(pipeline_node(view)) : print_view(view);
  if (options.json) print(config::to_json(all));
  return kDone;
}

void tell_left(const config::Config& config) {
  for (const std::string& line : left_lines(config)) print_error("warning: " + line);
}

// As much of the configuration as tells what is left.
config::Config named_in(const StateLocation& location) {
  config::Config out;
  out.file = location.config;
  std::error_code error;
  if (std::filesystem::is_regular_file(out.file, error)) out.files = {out.file};
  out.host.state = location.folder.path;
  for (const std::string& name : location.pipelines) out.pipelines.emplace_back().name = name;
  return out;
}

int show_served(const Options& options, const ControlClient& server,
                const StateLocation& location) {
  if (Status s = works_by(server, location.config); !s) return refuse_command("status", s);
  const int code = show(options, served_views(server));
  if (!location.config.empty()) tell_left(named_in(location));
  return code;
}

}  // namespace

int status_command(Options options) {
  Options location_only = options;
  const auto location = locate_state(location_only, "status");
  if (!location) return kInvalid;
  if (const auto server = ControlClient::find(location->folder.path))
    return show_served(options, *server, *location);
  const std::string path = options.take_config();
  if (path.empty()) return usage_error("status", "which config? name the file or folder");
  services::Redactor redactor;
  config::Problems problems(path);
  auto workspace = open_workspace(options, path, redactor, problems, {{}, nullptr, true});
  if (workspace) set_others_aside(*workspace, redactor, problems);
  print_problems(problems, redactor);
  if (!workspace || !problems.empty()) return kInvalid;
  const int code = show(options, stored_views(*workspace));
  tell_left(workspace->config);
  return code;
}

}  // namespace sluice::app
