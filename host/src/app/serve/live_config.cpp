#include "app/serve/live_config.hpp"

#include <set>
#include <utility>

#include "app/wiring/file_conflicts.hpp"
#include "app/wiring/workspace.hpp"
#include "config/load.hpp"
#include "config/read.hpp"

namespace sluice::app {
namespace {

void add(const config::ComponentConfig& component, std::string& out) {
  out += component.use + '\n' + component.client + '\n' + component.json + '\n';
  out += component.repeat_after_crash ? "repeat\n" : "";
}

}  // namespace

std::shared_ptr<const config::Config> read_again(const Options& options, const std::string& path,
                                                 const loader::Registry& registry,
                                                 services::Redactor& redactor,
                                                 config::Problems& problems) {
  Options again = options;
  again.read_env_file(problems);
  const auto draft = config::read_config(again.read_options(path), problems);
  if (!draft) return nullptr;
  auto config = std::make_shared<config::Config>(load_config(*draft, registry, redactor, problems));
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
  for (const config::ClientConfig& client : config.clients)
    if (clients.count(client.name)) add(client.component, out);
  return out;
}

}  // namespace sluice::app
