#include "app/serve/live_config.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "app/wiring/file_conflicts.hpp"
#include "app/wiring/workspace.hpp"
#include "config/host_settings.hpp"
#include "config/load.hpp"
#include "config/read.hpp"
#include "config/table_use.hpp"
#include "tables/table_files.hpp"

namespace sluice::app {
namespace {

void add(const config::ComponentConfig& component, std::string& out) {
  out += component.use + '\n' + component.client + '\n' + component.json + '\n';
  out += config::to_json(component.step_node) + '\n';
  out += component.repeat_after_crash ? "repeat\n" : "";
}

bool looks_up(const config::PipelineConfig& pipeline, const std::string& table) {
  const std::vector<const config::ComponentConfig*> parts = config::components_of(pipeline);
  return std::any_of(parts.begin(), parts.end(), [&](const auto* part) {
    return !config::tables_of(part->node, {table}).empty();
  });
}

}  // namespace

Status dashboard_asked(const Options& options, config::DashboardSettings& dashboard) {
  const auto asked = options.of_command.find("dashboard");
  if (asked == options.of_command.end()) return {};
  dashboard.wanted = true;
  if (asked->second.empty() ||
      config::split_listen(asked->second, dashboard.address, dashboard.port))
    return {};
  return {SLUICE_E_INVALID, "--dashboard=" + asked->second +
                                ": an address and a port are wanted, such as 127.0.0.1:8711"};
}

std::shared_ptr<const config::Config> read_again(const Options& options, const std::string& path,
                                                 const loader::Registry& registry,
                                                 services::Redactor& redactor,
                                                 config::Problems& problems) {
  Options again = options;
  again.read_env_file(problems);
  config::ReadOptions read = again.read_options(path);
  read.each_by_itself = true;
  const auto draft = config::read_config(read, problems);
  if (!draft) return nullptr;
  auto config = std::make_shared<config::Config>(load_config(*draft, registry, redactor, problems));
  // What the command line asked for holds on; it was understood at the start.
  static_cast<void>(dashboard_asked(options, config->host.dashboard));
  check_files(*config, registry, Streams::kOurs, problems);
  if (!problems.empty()) return nullptr;
  return config;
}

std::string signature_of(const config::Config& config, const config::PipelineConfig& pipeline) {
  std::string out;
  std::set<std::string> clients;
  for (const config::ComponentConfig* component : config::components_of(pipeline)) {
    add(*component, out);
    clients.insert(component->client);
  }
  for (const config::TableConfig& table : config.tables)
    if (looks_up(pipeline, table.name)) out += tables::signature_of(table);
  for (const config::ClientConfig& client : config.clients)
    if (clients.count(client.name)) add(client.component, out);
  return out;
}

}  // namespace sluice::app
