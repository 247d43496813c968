#include "app/wiring/outside_values.hpp"

#include <algorithm>

#include "app/report/summary.hpp"
#include "pipeline/fingerprint.hpp"

namespace sluice::app {
namespace {

void add(const std::string& name, const std::string& value, OutsideValues& out) {
  out[name].insert(pipeline::digest({name, value}));
}

void add(const config::Node& node, OutsideValues& out) {
  if (!node.written.empty()) add(node.written, node.text, out);
  for (const config::Member& member : node.members) add(member.value, out);
  for (const config::Node& item : node.items) add(item, out);
}

// Those that are named somewhere in it.
void add_variables(const config::Config& config,
                   const std::vector<const config::ComponentConfig*>& parts,
                   const VariableSource& variable, OutsideValues& out) {
  for (const config::DeclaredVariable& one : config.host.env) {
    const bool named = std::any_of(parts.begin(), parts.end(), [&](const auto* part) {
      return part->json.find(one.name) != std::string::npos ||
             config::to_json(part->step_node).find(one.name) != std::string::npos;
    });
    if (named) add("$env." + one.name, variable(one.name).value_or(""), out);
  }
}

}  // namespace

OutsideValues outside_values(const config::Config& config, const config::PipelineConfig& pipeline,
                             const VariableSource& variable) {
  OutsideValues out;
  std::vector<const config::ComponentConfig*> parts = config::components_of(pipeline);
  for (const config::ClientConfig& client : config.clients)
    if (std::any_of(parts.begin(), parts.end(),
                    [&](const auto* part) { return part->client == client.name; }))
      parts.push_back(&client.component);
  for (const config::ComponentConfig* part : parts) {
    add(part->node, out);
    add(part->step_node, out);
  }
  add_variables(config, parts, variable, out);
  std::string outputs;
  for (const config::ComponentConfig& publisher : pipeline.publishers)
    outputs += place_of(publisher) + '\n';
  add(kOutputs, outputs, out);
  return out;
}

}  // namespace sluice::app
