#include "app/commands/run_on_server.hpp"

#include <algorithm>

#include "app/client/awaited_runs.hpp"
#include "app/client/control_client.hpp"
#include "app/client/same_values.hpp"
#include "app/client/served_config.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/report/summary_text.hpp"
#include "app/wiring/left_pipelines.hpp"
#include "platform/terminal.hpp"

namespace sluice::app {
namespace {

bool is_plain(const Options& options) {
  return options.record.empty() && options.replay.empty() && options.publisher.empty() &&
         !options.profile;
}

// One that waits for what comes from outside is always under way.
bool has_all(const ViewsByName& views, const Pipelines& pipelines) {
  return std::all_of(pipelines.begin(), pipelines.end(), [&](const auto* pipeline) {
    const auto found = views.find(pipeline->name);
    return found != views.end() && !found->second.always;
  });
}

bool has_some(const ViewsByName& views, const Pipelines& pipelines) {
  return std::any_of(pipelines.begin(), pipelines.end(),
                     [&](const auto* pipeline) { return views.contains(pipeline->name); });
}

}  // namespace

bool shows_progress(const Options& options) {
  return !options.quiet && !options.json && platform::is_terminal(platform::Stream::kError);
}

void tell_summary(const Options& options, const RunSummary& summary, const std::string& file,
                  const services::Redactor& redactor) {
  if (options.json) return print(redactor.redact(config::to_json(summary_node(summary))));
  for (const std::string& line : summary_lines(summary, {options.verbose, file}))
    if (!options.quiet) print(redactor.redact(line));
  if (!options.quiet) return;
  for (const RunSummary::Pipeline& one : summary.pipelines)
    if (!one.report->status)
      print_error(redactor.redact(one.config->name + ": " + one.report->status.message()));
  for (const std::string& line : attention_lines(summary, file)) print_error(redactor.redact(line));
}

std::map<std::string, OutsideValues> values_of(const Options& options, const config::Config& config,
                                               const Pipelines& pipelines) {
  std::map<std::string, OutsideValues> out;
  for (const config::PipelineConfig* one : pipelines)
    out.emplace(one->name, outside_values(config, *one, options.variable_source()));
  return out;
}

bool tell_left(const Options& options, const config::Config& config,
               const services::Redactor& redactor) {
  if (!options.replay.empty() || !options.args.empty()) return false;
  const auto left = left_pipelines(config);
  if (!left) return false;
  for (const store::OpenWork& one : *left)
    print_error(redactor.redact("warning: " + left_words(one, config.file)));
  return is_held_up(*left);
}

std::optional<int> run_on_server(const Options& options, const Workspace& workspace,
                                 const Pipelines& pipelines, const services::Redactor& redactor) {
  if (!is_plain(options)) return std::nullopt;
  const auto server = ControlClient::find(workspace.config.host.state);
  if (!server) return std::nullopt;
  const auto status = server->get("/api/v1/status");
  if (!status) return failure("run", status.status());
  const ViewsByName views = views_of(*status);
  if (has_some(views, pipelines))
    if (Status s = works_by(*server, workspace.config.file); !s) return refuse_command("run", s);
  if (!has_all(views, pipelines)) return std::nullopt;
  if (Status s = has_values(*server, values_of(options, workspace.config, pipelines)); !s)
    return refuse_command("run", s);
  AwaitedRuns runs(*server, shows_progress(options), options.quiet);
  for (const config::PipelineConfig* one : pipelines)
    if (Status s = runs.start(*one, views.at(one->name)); !s) return failure("run", s);
  if (Status s = runs.wait(); !s) return failure("run", s);
  RunSummary summary = runs.summary();
  if (tell_left(options, workspace.config, redactor) && summary.exit_code == kDone)
    summary.exit_code = kParked;
  tell_summary(options, summary, workspace.config.file, redactor);
  return summary.exit_code;
}

}  // namespace sluice::app
