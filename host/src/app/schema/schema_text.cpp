#include "app/schema/schema_text.hpp"

#include <algorithm>
#include <cstdlib>

#include "config/host_schema.hpp"
#include "config/parse.hpp"
#include "config/scalar_check.hpp"

namespace sluice::app {
namespace {

using config::Kind;
using config::Node;

std::string text_of(const Node& schema, std::string_view key) {
  const Node* value = schema.find(key);
  return value ? value->text : std::string();
}

const Node& resolved(const Node& root, const Node& schema) {
  const Node* reference = schema.find("$ref");
  if (!reference || reference->text.empty()) return schema;
  const Node* target = root.at_pointer(std::string_view(reference->text).substr(1));
  return target ? *target : schema;
}

std::string shown(const Node& value) {
  return value.is(Kind::kString) ? value.text : config::to_json(value);
}

std::string range_of(const Node& schema) {
  const std::string least = text_of(schema, "minimum"), most = text_of(schema, "maximum");
  if (!least.empty() && !most.empty()) return ", " + least + " to " + most;
  if (!least.empty()) return ", at least " + least;
  if (!most.empty()) return ", at most " + most;
  return {};
}

std::string type_of(const Node& schema) {
  if (const Node* values = schema.find("enum")) {
    std::string out;
    for (const Node& value : values->items) out += (out.empty() ? "" : ", ") + shown(value);
    return "one of " + out;
  }
  std::string out;
  for (const std::string& type : config::types_of(schema)) {
    const std::string name = type == "string"    ? "text"
                             : type == "integer" ? "whole number"
                             : type == "boolean" ? "true or false"
                             : type == "array"   ? "list"
                                                 : type;
    out += (out.empty() ? "" : " or ") + name;
  }
  return (out.empty() ? "any" : out) + range_of(schema);
}

std::string about(const Node& schema) {
  const std::string title = text_of(schema, "title"), more = text_of(schema, "description");
  if (title.empty() || more.empty()) return title + more;
  return title + ". " + more;
}

bool contains(const Node& schema, std::string_view list, const std::string& name) {
  const Node* items = schema.find(list);
  return items && std::any_of(items->items.begin(), items->items.end(),
                              [&](const Node& item) { return item.text == name; });
}

std::vector<const config::Member*> ordered(const Node& properties) {
  std::vector<const config::Member*> out;
  for (const config::Member& member : properties.members) out.push_back(&member);
  const auto order = [](const config::Member* member) {
    const Node* value = member->value.find("x-order");
    return value ? std::atoi(value->text.c_str()) : 1000000;
  };
  std::stable_sort(out.begin(), out.end(),
                   [&](const auto* a, const auto* b) { return order(a) < order(b); });
  return out;
}

// Collects settings; a schema that refers to itself is followed a few levels.
class SettingCollector {
 public:
  explicit SettingCollector(const Node& root) : root_(root) {}

  void collect(const Node& schema, const std::string& prefix, int depth) {
    const Node* properties = schema.find("properties");
    if (!properties || depth > 4) return;
    for (const config::Member* member : ordered(*properties)) {
      const Node& property = resolved(root_, member->value);
      const std::string path = prefix + member->key;
      add(property, path, contains(schema, "required", member->key));
      collect(property, path + ".", depth + 1);
    }
  }

  std::vector<Setting> take() { return std::move(settings_); }

 private:
  void add(const Node& property, const std::string& path, bool required) {
    const Node* preset = property.find("default");
    settings_.push_back({path, type_of(property), preset ? config::to_json(*preset) : "",
                         about(property), required, text_of(property, "x-secret") == "true"});
  }

  const Node& root_;
  std::vector<Setting> settings_;
};

std::string cell(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

std::string example_value(const Node& property) {
  for (const char* key : {"x-example", "default"}) {
    if (const Node* value = property.find(key)) return config::to_json(*value);
  }
  const Node* values = property.find("enum");
  if (values && !values->items.empty()) return config::to_json(values->items.front());
  const std::string type = text_of(property, "type");
  if (type == "integer" || type == "number") return "1";
  if (type == "boolean") return "true";
  if (type == "array") return "[]";
  return type == "object" ? "{}" : "\"\"";
}

}  // namespace

config::Node schema_node(const loader::ComponentInfo& component) {
  config::Problems problems(component.id);
  return config::parse_json(component.schema, problems).value_or(Node::object());
}

std::vector<Setting> settings_of(const Node& schema) {
  SettingCollector collector(schema);
  collector.collect(schema, "", 0);
  return collector.take();
}

std::string settings_table(const std::vector<Setting>& settings) {
  if (settings.empty()) return "No settings.\n";
  std::string out = "| setting | type | default | |\n| --- | --- | --- | --- |\n";
  for (const Setting& s : settings) {
    const std::string preset = s.required         ? "required"
                               : s.preset.empty() ? ""
                                                  : "`" + s.preset + "`";
    out += "| `" + s.path + "` | " + cell(s.type) + (s.secret ? ", secret" : "") + " | " +
           cell(preset) + " | " + cell(s.about) + " |\n";
  }
  return out;
}

std::string example_of(const loader::ComponentInfo& component) {
  const Node schema = schema_node(component);
  std::string out = "use: " + component.id + "\n";
  const Node* properties = schema.find("properties");
  if (!properties) return out;
  for (const config::Member* member : ordered(*properties)) {
    const bool required = contains(schema, "required", member->key);
    out += (required ? "" : "# ") + member->key + ": " +
           example_value(resolved(schema, member->value)) + "\n";
  }
  return out;
}

std::string component_markdown(const loader::ComponentInfo& component) {
  std::string out = "### " + component.id + "\n\n";
  out += std::string(loader::kind_name(component.kind)) + ": " + component.title;
  if (!component.description.empty()) out += ". " + component.description;
  out += ".\n\n" + settings_table(settings_of(schema_node(component)));
  return out + "\n```yaml\n" + example_of(component) + "```\n\n";
}

std::string markdown_reference(const std::vector<const loader::PluginInfo*>& plugins) {
  const Node& host = config::host_schema();
  const auto part = [&](const char* definition) {
    SettingCollector collector(host);
    collector.collect(*host.find("definitions")->find(definition), "", 0);
    return settings_table(collector.take());
  };
  std::string out =
      "## host\n\n" + part("host") + "\n## A pipeline\n\n" + part("pipeline") + "\n## A table\n\n" +
      part("table") + "\n## An incoming\n\n" + part("incoming") + "\n## An outgoing\n\n" +
      part("outgoing") +
      "\n## A step\n\nIn any list of transformers, and in hooks; beside the settings of the step "
      "itself.\n\n" +
      part("step") + "\n";
  for (const loader::PluginInfo* plugin : plugins) {
    out += "## " + plugin->id + "\n\n";
    if (!plugin->description.empty()) out += plugin->description + ".\n\n";
    for (const loader::ComponentInfo& component : plugin->components) {
      out += component_markdown(component);
    }
  }
  return out;
}

}  // namespace sluice::app
