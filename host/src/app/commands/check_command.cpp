// sluice check FILE [PIPELINE…]: everything that can be checked without I/O, all problems at once;
// with --connect also whether clients reach their systems and have the permissions the pipelines
// need.
#include <algorithm>

#include "app/commands/commands.hpp"
#include "app/doctor/connect_check.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/trial/test_case.hpp"
#include "app/wiring/assembly.hpp"
#include "app/wiring/chosen_pipelines.hpp"
#include "app/wiring/file_conflicts.hpp"
#include "app/wiring/host_services.hpp"
#include "app/wiring/left_pipelines.hpp"
#include "app/wiring/rate_memory.hpp"
#include "app/wiring/state_folder.hpp"
#include "app/wiring/wake_cancel.hpp"
#include "app/wiring/workspace.hpp"
#include "http/curl_library.hpp"
#include "platform/process.hpp"
#include "platform/signals.hpp"

namespace sluice::app {
namespace {

struct Checked {
  std::vector<ConnectFinding> findings;  // of --connect
  bool interrupted = false;
  config::Problems warnings;

  explicit Checked(std::vector<std::string> files) : warnings(std::move(files)) {}

  bool wrong() const {
    return std::any_of(findings.begin(), findings.end(), [](const ConnectFinding& one) {
      return one.kind == ConnectFinding::Kind::kWrong;
    });
  }
};

// Components check the meaning of their settings; each gets only a valid section, so
// they are made even when other sections are wrong.
Checked check_components(const Options& options, Workspace& workspace, services::Redactor& redactor,
                         config::Problems& problems) {
  Checked out(workspace.config.files);
  const Result<platform::Wake> stop = platform::Wake::create();
  if (!stop) return problems.add({}, "", stop.status().message()), out;
  const platform::Signals signals(*stop);
  HostServices services(workspace.config.host, redactor, services::stderr_sink(),
                        {.variable = options.variable_source()});
  RateMemory memory(services);
  if (options.connect) memory.restore();
  Assembly assembly(workspace.config, workspace.registry, services.environment());
  const bool all = options.args.empty();
  Pipelines chosen = choose_pipelines(workspace.config, options.args, problems);
  if (all) chosen = with_alerts(workspace.config, std::move(chosen));
  assembly.create(chosen, problems, all);
  out.warnings = assembly.warnings();
  if (!options.connect || !problems.empty()) return out;
  if (Status s = make_state_folder({workspace.config.host.state, workspace.config.host.state_mode});
      !s)
    return problems.add({}, "/host/state", s.message()), out;
  const WakeCancel cancel(*stop);
  out.findings = check_connections(workspace.config, assembly, cancel.abi());
  out.interrupted = stop->is_set();
  memory.keep();
  return out;
}

std::string_view word(ConnectFinding::Kind kind) {
  switch (kind) {
    case ConnectFinding::Kind::kFine:
      return "fine";
    case ConnectFinding::Kind::kUnknown:
      return "unknown";
    case ConnectFinding::Kind::kWrong:
      return "wrong";
  }
  return "";
}

config::Node findings_node(const std::vector<ConnectFinding>& findings,
                           const services::Redactor& redactor) {
  config::Node list = config::Node::array();
  for (const ConnectFinding& finding : findings) {
    config::Node one = config::Node::object();
    one.set("place", text_node(finding.place));
    one.set("result", text_node(word(finding.kind)));
    one.set("text", text_node(redactor.redact(finding.text)));
    list.items.push_back(std::move(one));
  }
  return list;
}

void print_findings(const Options& options, const std::vector<ConnectFinding>& findings,
                    const services::Redactor& redactor) {
  for (const ConnectFinding& finding : findings) {
    const std::string line = finding.place + ": " + redactor.redact(finding.text);
    if (finding.kind == ConnectFinding::Kind::kWrong) {
      print_error(line);
    } else if (!options.quiet) {
      print(line);
    }
  }
}

void print_result(const Options& options, const std::string& file, const config::Problems& problems,
                  const services::Redactor& redactor, const Workspace* workspace,
                  const Checked& checked) {
  if (options.json) {
    config::Node node = config::Node::object();
    node.set("file", text_node(file));
    node.set("ok", flag_node(problems.empty() && !checked.wrong()));
    node.set("problems", problems_node(problems, redactor));
    node.set("warnings", problems_node(checked.warnings, redactor));
    if (options.connect) node.set("connections", findings_node(checked.findings, redactor));
    return print(config::to_json(node));
  }
  print_problems(problems, redactor);
  if (!options.quiet) print_warnings(checked.warnings, redactor);
  print_findings(options, checked.findings, redactor);
  if (!problems.empty() || checked.wrong() || options.quiet || !workspace) return;
  const size_t count =
      options.args.empty() ? workspace->config.pipelines.size() : options.args.size();
  print(file + ": fine, " + std::to_string(count) + (count == 1 ? " pipeline" : " pipelines"));
}

}  // namespace

int check_command(Options options) {
  const std::string file = options.take_config();
  if (file.empty()) return usage_error("check", "which config? name the file");
  if (options.connect) platform::forbid_core_dumps();
  http::CurlPreload curl;
  services::Redactor redactor;
  config::Problems problems(file);
  OpenOptions how{{}, &curl};
  if (!options.args.empty()) how.use = use_of(options.args);
  std::optional<Workspace> workspace = open_workspace(options, file, redactor, problems, how);
  Checked checked(problems.files());
  if (workspace) check_files(workspace->config, workspace->registry, Streams::kUnknown, problems);
  if (workspace) checked = check_components(options, *workspace, redactor, problems);
  if (workspace) tests_of(file, problems);
  if (workspace)
    for (const std::string& line : left_lines(workspace->config))
      checked.warnings.add({}, "", line);
  print_result(options, file, problems, redactor, workspace ? &*workspace : nullptr, checked);
  if (checked.interrupted) return kInterrupted;
  if (!problems.empty()) return kInvalid;
  return checked.wrong() ? kFailed : kDone;
}

}  // namespace sluice::app
