// sluice check FILE: everything that can be known without I/O, all problems at once.
#include "app/assembly.hpp"
#include "app/commands.hpp"
#include "app/console.hpp"
#include "app/exit_code.hpp"
#include "app/host_services.hpp"
#include "app/workspace.hpp"

namespace sluice::app {
namespace {

std::vector<const config::PipelineConfig*> all_of(const config::Config& config) {
  std::vector<const config::PipelineConfig*> out;
  for (const config::PipelineConfig& pipeline : config.pipelines) out.push_back(&pipeline);
  return out;
}

// Components look at the meaning of their settings; they get one only with a sound section, so
// they are made even when other sections are wrong.
void create_all(Workspace& workspace, services::Redactor& redactor, config::Problems& problems) {
  HostServices services(workspace.config.host, redactor, services::stderr_sink());
  Assembly assembly(workspace.config, workspace.registry, services.environment());
  assembly.create(all_of(workspace.config), problems);
}

void print_result(const Options& options, const std::string& file, const config::Problems& problems,
                  const services::Redactor& redactor, const Workspace* workspace) {
  if (options.json) {
    config::Node node = config::Node::object();
    node.set("file", text_node(file));
    node.set("ok", flag_node(problems.empty()));
    node.set("problems", problems_node(problems, redactor));
    return print(config::to_json(node));
  }
  print_problems(problems, redactor);
  if (!problems.empty() || options.quiet || !workspace) return;
  const size_t count = workspace->config.pipelines.size();
  print(file + ": fine, " + std::to_string(count) + (count == 1 ? " pipeline" : " pipelines"));
}

}  // namespace

int check_command(Options options) {
  const std::string file = options.take_config();
  if (file.empty()) return usage_error("check", "which config? name the file");
  if (!options.args.empty()) {
    return usage_error("check", "\"" + options.args[0] + "\" is one argument too many");
  }
  services::Redactor redactor;
  config::Problems problems(file);
  std::optional<Workspace> workspace = open_workspace(options, file, redactor, problems);
  if (workspace) create_all(*workspace, redactor, problems);
  print_result(options, file, problems, redactor, workspace ? &*workspace : nullptr);
  return problems.empty() ? kDone : kInvalid;
}

}  // namespace sluice::app
