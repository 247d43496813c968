#include "loader/manifest_check.hpp"

#include <algorithm>
#include <optional>

#include "config/parse.hpp"
#include "config/schema_check.hpp"

namespace sluice::loader {
namespace {

using config::Node;

// Walks one component's schema; `root` has the definitions that references point to.
class ManifestChecker {
 public:
  ManifestChecker(std::string component, const Node& root)
      : component_(std::move(component)), root_(root) {}

  void walk(const Node& schema, const std::string& at);
  std::vector<std::string> take() { return std::move(found_); }

 private:
  void add(const std::string& at, const std::string& what);
  void check_default(const Node& schema, const std::string& at);
  void check_required(const Node& schema, const std::string& at);
  void walk_named(const Node& schema, const char* keyword, const std::string& at);
  void walk_list(const Node& schema, const char* keyword, const std::string& at);

  const std::string component_;
  const Node& root_;
  std::vector<std::string> found_;
};

void ManifestChecker::add(const std::string& at, const std::string& what) {
  found_.push_back(component_ + ": config" + at + ": " + what);
}

// Checked like a setting that a user writes. References are local to the component's schema.
void ManifestChecker::check_default(const Node& schema, const std::string& at) {
  const Node* preset = schema.find("default");
  if (!preset) return;
  Node alone = schema;
  if (const Node* definitions = root_.find("definitions")) alone.set("definitions", *definitions);
  Node value = *preset;
  config::Problems problems("manifest.json");
  config::check_schema(alone, {value, "", problems, {}});
  for (const config::Problem& problem : problems.sorted())
    add(at + "/default", "its own schema refuses it: " + problem.message);
}

void ManifestChecker::check_required(const Node& schema, const std::string& at) {
  const Node* required = schema.find("required");
  const Node* properties = schema.find("properties");
  if (!required || schema.find("patternProperties")) return;
  for (const Node& name : required->items) {
    if (!properties || !properties->find(name.text))
      add(at + "/required", "there is no property \"" + name.text + "\"");
  }
}

void ManifestChecker::walk_named(const Node& schema, const char* keyword, const std::string& at) {
  const Node* map = schema.find(keyword);
  if (!map) return;
  for (const auto& member : map->members) walk(member.value, at + "/" + keyword + "/" + member.key);
}

void ManifestChecker::walk_list(const Node& schema, const char* keyword, const std::string& at) {
  const Node* list = schema.find(keyword);
  if (!list) return;
  for (size_t i = 0; i < list->items.size(); i++)
    walk(list->items[i], at + "/" + keyword + "/" + std::to_string(i));
}

void ManifestChecker::walk(const Node& schema, const std::string& at) {
  if (!schema.is(config::Kind::kObject)) return;
  check_default(schema, at);
  check_required(schema, at);
  for (const char* keyword : {"properties", "patternProperties", "definitions"})
    walk_named(schema, keyword, at);
  for (const char* keyword : {"oneOf", "anyOf", "allOf", "items"}) walk_list(schema, keyword, at);
  for (const char* keyword : {"items", "additionalProperties", "not"})
    if (const Node* child = schema.find(keyword)) walk(*child, at + "/" + keyword);
}

std::vector<std::string> check_component(const ComponentInfo& component) {
  config::Problems problems("manifest.json");
  const std::optional<Node> schema = config::parse_json(component.schema, problems);
  if (!schema) return {component.id + ": its schema cannot be read"};
  ManifestChecker checker(component.id, *schema);
  checker.walk(*schema, "");
  return checker.take();
}

}  // namespace

std::vector<std::string> check_manifest(const PluginInfo& plugin) {
  std::vector<std::string> out;
  for (const ComponentInfo& component : plugin.components)
    for (std::string& line : check_component(component)) out.push_back(std::move(line));
  return out;
}

std::vector<std::string> check_component_ids(const PluginInfo& plugin,
                                             const std::vector<std::string>& in_code) {
  std::vector<std::string> out;
  if (in_code.empty() || std::find(in_code.begin(), in_code.end(), "") != in_code.end()) return out;
  for (const ComponentInfo& component : plugin.components)
    if (std::find(in_code.begin(), in_code.end(), component.id) == in_code.end())
      out.push_back("component \"" + component.id +
                    "\" is in the manifest only: no class has it as kId");
  for (const std::string& id : in_code) {
    const auto same = [&](const ComponentInfo& component) { return component.id == id; };
    if (std::none_of(plugin.components.begin(), plugin.components.end(), same))
      out.push_back("component \"" + id + "\" is in the code only: the manifest does not list it");
  }
  return out;
}

}  // namespace sluice::loader
