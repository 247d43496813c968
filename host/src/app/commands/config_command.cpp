// sluice config print PATH: what results from a config's files, with defaults, and where each value
// comes from.
#include <algorithm>
#include <charconv>
#include <utility>

#include "app/commands/commands.hpp"
#include "app/report/config_text.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/wiring/workspace.hpp"
#include "config/read.hpp"
#include "loader/registry.hpp"

namespace sluice::app {
namespace {

using config::Node;

Node* child_of(Node& node, const std::string& step) {
  if (!node.is(config::Kind::kArray)) return node.find(step);
  size_t index = 0;
  const char* end = step.data() + step.size();
  if (std::from_chars(step.data(), end, index).ec != std::errc()) return nullptr;
  return index < node.items.size() ? &node.items[index] : nullptr;
}

// Names of components hold no ~ or /, so a step is what stands between two slashes.
Node* at_pointer(Node& root, std::string_view pointer) {
  Node* node = &root;
  while (node && !pointer.empty()) {
    pointer.remove_prefix(1);
    const size_t end = std::min(pointer.find('/'), pointer.size());
    node = child_of(*node, std::string(pointer.substr(0, end)));
    pointer.remove_prefix(end);
  }
  return node;
}

// The component's defaults, which only its plugin's schema has, into the tree of the files.
void add_defaults(const config::ComponentConfig& component, Node& root) {
  if (!component.made_of.empty()) return;
  Node* section = at_pointer(root, component.pointer);
  if (!section || !section->is(config::Kind::kObject)) return;
  for (const config::Member& member : component.node.members)
    section->set(member.key, member.value);
}

void add_all_defaults(const config::Config& config, Node& root) {
  for (const config::ClientConfig& client : config.clients) add_defaults(client.component, root);
  for (const config::PipelineConfig& pipeline : config.pipelines) {
    for (const auto* component : config::components_of(pipeline)) add_defaults(*component, root);
  }
}

int print_config(const Options& options, const std::string& path) {
  services::Redactor redactor;
  config::Problems problems(path);
  auto draft = config::read_config(options.read_options(path), problems);
  if (!draft) return print_problems(problems, redactor), kInvalid;
  const auto registry =
      loader::Registry::scan({draft->host.plugins.begin(), draft->host.plugins.end()});
  const config::Config config = load_config(*draft, registry, redactor, problems);
  add_all_defaults(config, draft->root);
  const ConfigSources sources{config.files, redactor};
  if (options.json)
    print(config::to_json(config_values(draft->root, sources)));
  else
    for (const std::string& line : config_lines(draft->root, sources)) print(line);
  print_problems(problems, redactor);
  return problems.empty() ? kDone : kInvalid;
}

}  // namespace

int config_command(Options options) {
  if (options.take() != "print") return usage_error("config", "say print");
  const std::string path = options.take_config();
  if (path.empty()) return usage_error("config", "which config? name the file or folder");
  return print_config(options, path);
}

}  // namespace sluice::app
