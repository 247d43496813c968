// sluice doctor PATH: everything outside the config that a run needs: paths, rights, disk, clock,
// plugins, locks, names, connections.
#include <algorithm>

#include "app/commands/commands.hpp"
#include "app/doctor/connect_check.hpp"
#include "app/doctor/finding.hpp"
#include "app/doctor/machine_checks.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/wiring/assembly.hpp"
#include "app/wiring/chosen_pipelines.hpp"
#include "app/wiring/file_conflicts.hpp"
#include "app/wiring/host_services.hpp"
#include "app/wiring/left_pipelines.hpp"
#include "app/wiring/wake_cancel.hpp"
#include "app/wiring/workspace.hpp"
#include "config/suggest.hpp"
#include "platform/process.hpp"
#include "platform/signals.hpp"

namespace sluice::app {
namespace {

void check_plugins(const Workspace& workspace, Findings& findings) {
  const auto& folders = workspace.config.host.plugins;
  findings.push_back({workspace.registry.plugins().empty() ? Finding::kWrong : Finding::kFine,
                      "plugins",
                      std::to_string(workspace.registry.plugins().size()) + " in " +
                          (folders.empty() ? "no folder" : config::list_names(folders))});
  for (const loader::Refusal& refusal : workspace.registry.refusals())
    findings.push_back({Finding::kWrong, "plugins", refusal.path.string() + ": " + refusal.reason});
}

Finding as_finding(const ConnectFinding& one) {
  const bool wrong = one.kind == ConnectFinding::Kind::kWrong;
  return {wrong ? Finding::kWrong : Finding::kFine, one.place, one.text};
}

// REQUIRES: the config has no problem so far.
void check_connected(const Options& options, Workspace& workspace, services::Redactor& redactor,
                     config::Problems& problems, Findings& findings) {
  const Result<platform::Wake> stop = platform::Wake::create();
  if (!stop) return findings.push_back({Finding::kWrong, "process", stop.status().message()});
  const platform::Signals signals(*stop);
  HostServices services(workspace.config.host, redactor, services::stderr_sink(),
                        {.variable = options.variable_source()});
  Assembly assembly(workspace.config, workspace.registry, services.environment());
  assembly.create(choose_pipelines(workspace.config, {}, problems), problems, true);
  if (!problems.empty()) return;
  const WakeCancel cancel(*stop);
  for (const ConnectFinding& one : check_connections(workspace.config, assembly, cancel.abi()))
    findings.push_back(as_finding(one));
}

Findings examine(const Options& options, const std::string& path, services::Redactor& redactor) {
  Findings findings;
  check_machine(findings);
  config::Problems problems(path);
  Options quiet = options;
  quiet.quiet = true;  // refused plugins are among the findings
  std::optional<Workspace> workspace = open_workspace(quiet, path, redactor, problems);
  if (workspace) {
    check_files(workspace->config, workspace->registry, Streams::kUnknown, problems);
    std::vector<std::string> pipelines;
    for (const auto& pipeline : workspace->config.pipelines) pipelines.push_back(pipeline.name);
    check_plugins(*workspace, findings);
    check_state(workspace->config.host, pipelines, findings);
    check_names(workspace->config, findings);
    for (const std::string& line : left_lines(workspace->config))
      findings.push_back({Finding::kOdd, "state", line});
    if (problems.empty()) check_connected(options, *workspace, redactor, problems, findings);
  }
  for (const config::Problem& problem : problems.sorted())
    findings.push_back({Finding::kWrong, "config", config::to_text(problem)});
  if (problems.empty()) findings.push_back({Finding::kFine, "config", path});
  return findings;
}

void print_finding(const Finding& finding, const services::Redactor& redactor) {
  std::string word(finding_word(finding.kind));
  word.resize(7, ' ');
  print(word + finding.place + ": " + redactor.redact(finding.text));
}

void print_json(const Findings& findings, const services::Redactor& redactor) {
  config::Node all = config::Node::array();
  for (const Finding& finding : findings) {
    config::Node one = config::Node::object();
    one.set("result", text_node(finding_word(finding.kind)));
    one.set("place", text_node(finding.place));
    one.set("text", text_node(redactor.redact(finding.text)));
    all.items.push_back(std::move(one));
  }
  print(config::to_json(all));
}

}  // namespace

int doctor_command(Options options) {
  const std::string path = options.take_config();
  if (path.empty()) return usage_error("doctor", "which config? name the file or folder");
  if (!options.args.empty())
    return usage_error("doctor", "\"" + options.args.front() + "\" is one argument too many");
  platform::forbid_core_dumps();
  services::Redactor redactor;
  const Findings findings = examine(options, path, redactor);
  if (options.json) print_json(findings, redactor);
  for (const Finding& finding : findings)
    if (!options.json && (!options.quiet || finding.kind != Finding::kFine))
      print_finding(finding, redactor);
  const bool wrong = std::any_of(findings.begin(), findings.end(),
                                 [](const auto& one) { return one.kind == Finding::kWrong; });
  return wrong ? kFailed : kDone;
}

}  // namespace sluice::app
