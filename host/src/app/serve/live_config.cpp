#include "app/serve/live_config.hpp"

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
  const auto protect = [&](std::string_view secret) { redactor.protect(secret); };
  auto config = std::make_shared<config::Config>(config::load_components(
      *draft, catalogue_of(registry, draft->host.plugins), protect, problems));
  check_files(*config, registry, Streams::kOurs, problems);
  if (!problems.empty()) return nullptr;
  return config;
}

std::string signature_of(const config::Config& config, const config::PipelineConfig& pipeline) {
  std::string out;
  add(pipeline.subscriber, out);
  for (const auto* list :
       {&pipeline.request_transformers, &pipeline.transformers, &pipeline.publishers})
    for (const config::ComponentConfig& component : *list) add(component, out);
  for (const config::ClientConfig& client : config.clients) {
    if (out.find('\n' + client.name + '\n') == out.npos) continue;
    out += client.name + '\n';
    add(client.component, out);
  }
  return out;
}

}  // namespace sluice::app
