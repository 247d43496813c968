// sluice plugins list|show: the available components, what was refused and why.
#include "app/commands/commands.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/schema/schema_text.hpp"
#include "app/wiring/workspace.hpp"
#include "config/suggest.hpp"

namespace sluice::app {
namespace {

config::Node component_node(const loader::ComponentInfo& component, bool whole) {
  config::Node node = config::Node::object();
  node.set("id", text_node(component.id));
  node.set("kind", text_node(loader::kind_name(component.kind)));
  node.set("title", text_node(component.title));
  node.set("description", text_node(component.description));
  if (whole) node.set("config", schema_node(component));
  return node;
}

config::Node plugin_node(const loader::PluginInfo& plugin, bool whole) {
  config::Node node = config::Node::object();
  node.set("id", text_node(plugin.id));
  node.set("version", text_node(plugin.version));
  node.set("title", text_node(plugin.title));
  node.set("description", text_node(plugin.description));
  node.set("path", text_node(plugin.path.string()));
  config::Node components = config::Node::array();
  for (const loader::ComponentInfo& component : plugin.components) {
    components.items.push_back(component_node(component, whole));
  }
  node.set("components", std::move(components));
  return node;
}

int list_json(const loader::Registry& registry) {
  config::Node node = config::Node::object();
  config::Node plugins = config::Node::array();
  for (const auto* plugin : registry.plugins())
    plugins.items.push_back(plugin_node(*plugin, false));
  config::Node refused = config::Node::array();
  for (const loader::Refusal& refusal : registry.refusals()) {
    config::Node one = config::Node::object();
    one.set("path", text_node(refusal.path.string()));
    one.set("reason", text_node(refusal.reason));
    refused.items.push_back(std::move(one));
  }
  node.set("plugins", std::move(plugins));
  node.set("refused", std::move(refused));
  print(config::to_json(node));
  return kDone;
}

int list(const Options& options, const loader::Registry& registry) {
  if (options.json) return list_json(registry);
  for (const loader::PluginInfo* plugin : registry.plugins()) {
    print(plugin->id + " " + plugin->version + ": " + plugin->title + " (" + plugin->path.string() +
          ")");
    for (const loader::ComponentInfo& component : plugin->components) {
      print("  " + component.id + "  " + std::string(loader::kind_name(component.kind)) + ": " +
            component.title);
    }
  }
  for (const loader::Refusal& refusal : registry.refusals()) {
    print("refused: " + refusal.path.string() + ": " + refusal.reason);
  }
  if (registry.plugins().empty()) print("no plugins; give their folder with --plugins");
  return kDone;
}

void print_component(const loader::ComponentInfo& component) {
  print("");
  print(component.id + " (" + std::string(loader::kind_name(component.kind)) +
        "): " + component.title);
  if (!component.description.empty()) print("  " + component.description);
  for (const Setting& s : settings_of(schema_node(component))) {
    print("    " + s.path + "  " + s.type + (s.required ? ", required" : "") +
          (s.secret ? ", secret" : "") + (s.preset.empty() ? "" : ", default " + s.preset));
    if (!s.about.empty()) print("        " + s.about);
  }
  print("  to copy:");
  std::string example = example_of(component);
  for (size_t from = 0; from < example.size();) {
    const size_t end = example.find('\n', from);
    print("    " + example.substr(from, end - from));
    from = end + 1;
  }
}

int unknown(const loader::Registry& registry, const std::string& id) {
  std::vector<std::string> known;
  for (const loader::PluginInfo* plugin : registry.plugins()) {
    known.push_back(plugin->id);
    for (const auto& component : plugin->components) known.push_back(component.id);
  }
  for (const loader::Refusal& refusal : registry.refusals()) {
    print_error("refused: " + refusal.path.string() + ": " + refusal.reason);
  }
  return usage_error("plugins", "there is no plugin or component \"" + id + "\"" +
                                    config::did_you_mean(id, known));
}

// What a plugin itself says about a topic: `sluice plugins show lightspeedhq products`.
int show_topic(const Options& options, loader::Registry& registry, const std::string& id,
               const std::string& topic) {
  const auto page = registry.describe(id, topic, options.json);
  if (!page) return usage_error("plugins", page.status().message());
  print_text(*page);
  return kDone;
}

// A plugin without topics has none to show.
void print_topics(loader::Registry& registry, const std::string& id) {
  const auto page = registry.describe(id, "", false);
  if (page) {
    print("");
    print_text(*page);
    return;
  }
  if (page.status().code() != SLUICE_E_UNSUPPORTED) print_error(page.status().message());
}

int show(Options& options, loader::Registry& registry) {
  const std::string id = options.take();
  if (id.empty()) return usage_error("plugins", "show which? name a plugin or component");
  const std::string topic = options.take();
  for (const loader::PluginInfo* plugin : registry.plugins()) {
    if (plugin->id != id) continue;
    if (!topic.empty()) return show_topic(options, registry, id, topic);
    if (options.json) return print(config::to_json(plugin_node(*plugin, true))), kDone;
    print(plugin->id + " " + plugin->version + ": " + plugin->title + " (" + plugin->path.string() +
          ")");
    if (!plugin->description.empty()) print_text(plugin->description);
    for (const auto& component : plugin->components) print_component(component);
    print_topics(registry, id);
    return kDone;
  }
  const loader::ComponentInfo* component = registry.find(id);
  if (!component) return unknown(registry, id);
  if (options.json) return print(config::to_json(component_node(*component, true))), kDone;
  print_component(*component);
  return kDone;
}

}  // namespace

int plugins_command(Options options) {
  const std::string what = options.take();
  if (what != "list" && what != "show") return usage_error("plugins", "say list or show");
  config::Problems problems(options.config);
  std::optional<loader::Registry> registry = scan_plugins(options, problems);
  if (!registry) {
    print_problems(problems, services::Redactor());
    return kInvalid;
  }
  return what == "list" ? list(options, *registry) : show(options, *registry);
}

}  // namespace sluice::app
