// sluice status PATH: what each pipeline of a config does by itself, how its last run went, and
// when it runs next.

#include "app/commands/commands.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/report/run_text.hpp"
#include "app/serve/agenda.hpp"
#include "app/wiring/state_folder.hpp"
#include "app/wiring/workspace.hpp"
#include "platform/system_clock.hpp"
#include "store/sqlite_run_log.hpp"

namespace sluice::app {
namespace {

struct PipelineStatus {
  std::string name, when;
  std::optional<int64_t> next_ms;
  std::optional<store::LoggedRun> last;
};

bool waits(const Workspace& workspace, const config::PipelineConfig& pipeline) {
  return workspace.registry.listens(pipeline.subscriber.use);
}

std::string when_text(const Workspace& workspace, const config::PipelineConfig& pipeline) {
  if (waits(workspace, pipeline)) return "runs all the time";
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

Result<PipelineStatus> status_of(const Workspace& workspace, const config::PipelineConfig& pipeline,
                                 store::RunLogStore& run_log) {
  PipelineStatus out{pipeline.name, when_text(workspace, pipeline), {}, {}};
  const auto runs = run_log.runs({pipeline.name, 0, 1});
  if (!runs) return runs.status();
  if (!runs->empty()) out.last = runs->front();
  const bool running = out.last && out.last->outcome == store::RunOutcome::kRunning;
  if (!pipeline.schedule || running || waits(workspace, pipeline)) return out;
  const auto last_planned = run_log.last_planned(pipeline.name);
  if (!last_planned) return last_planned.status();
  out.next_ms = next_of(pipeline, *last_planned);
  return out;
}

config::Node status_node(const PipelineStatus& status) {
  config::Node node = config::Node::object();
  node.set("pipeline", text_node(status.name));
  node.set("schedule", text_node(status.when));
  if (status.next_ms) node.set("next", text_node(time_text(*status.next_ms * 1000)));
  if (status.last) node.set("last", run_node(*status.last));
  return node;
}

void print_status(const PipelineStatus& status) {
  print(status.name + ": " + status.when +
        (status.next_ms ? "; next run " + time_text(*status.next_ms * 1000) : std::string()));
  print("  last run: " + (status.last ? run_line(*status.last) : std::string("none by a server")));
}

int show(const Options& options, const Workspace& workspace) {
  store::SqliteRunLog run_log(store_file(workspace.config.host.state));
  config::Node all = config::Node::array();
  for (const config::PipelineConfig& pipeline : workspace.config.pipelines) {
    const auto status = status_of(workspace, pipeline, run_log);
    if (!status) return failure("status", status.status());
    if (options.json)
      all.items.push_back(status_node(*status));
    else
      print_status(*status);
  }
  if (options.json) print(config::to_json(all));
  return kDone;
}

}  // namespace

int status_command(Options options) {
  const std::string path = options.take_config();
  if (path.empty()) return usage_error("status", "which config? name the file or folder");
  services::Redactor redactor;
  config::Problems problems(path);
  const auto workspace = open_workspace(options, path, redactor, problems);
  print_problems(problems, redactor);
  if (!workspace || !problems.empty()) return kInvalid;
  return show(options, *workspace);
}

}  // namespace sluice::app
