// What there is to use: components, functions, plugins and their catalogues.
#include <algorithm>
#include <filesystem>
#include <map>

#include "app/dashboard/bench.hpp"
#include "app/report/console.hpp"
#include "app/schema/editor_schema.hpp"
#include "app/schema/schema_text.hpp"
#include "config/parse.hpp"
#include "sluice/expression/functions.hpp"

namespace sluice::app {
namespace {

using config::Node;

Node component_item(const loader::ComponentInfo& component, const loader::PluginInfo& plugin) {
  Node out = Node::object();
  out.set("id", text_node(component.id));
  out.set("kind", text_node(loader::kind_name(component.kind)));
  out.set("plugin", text_node(plugin.id));
  out.set("version", text_node(plugin.version));
  out.set("title", text_node(component.title));
  out.set("description", text_node(component.description));
  out.set("listens", flag_node(component.listens()));
  out.set("schema", schema_node(component));
  return out;
}

Node function_item(const expression::FunctionInfo& function) {
  Node out = Node::object();
  const std::string name(function.name);
  out.set("name", text_node(name));
  out.set("signature", text_node(name + "(" + std::string(function.parameters) + ")"));
  out.set("family", text_node(function.family));
  out.set("help", text_node(function.summary));
  out.set("example", text_node(function.example));
  out.set("result", text_node(function.result));
  return out;
}

Node plugin_item(const loader::PluginInfo& plugin) {
  Node out = Node::object();
  std::error_code missing;
  const auto size = std::filesystem::file_size(plugin.path, missing);
  out.set("name", text_node(plugin.id));
  out.set("version", text_node(plugin.version));
  out.set("title", text_node(plugin.title));
  out.set("description", text_node(plugin.description));
  out.set("license", text_node(plugin.license));
  out.set("file", text_node(plugin.path.string()));
  out.set("size", unsigned_node(missing ? 0 : size));
  Node ids = Node::array();
  std::string docs;
  for (const loader::ComponentInfo& one : plugin.components) {
    ids.items.push_back(text_node(one.id));
    docs += component_markdown(one);
  }
  out.set("components", std::move(ids));
  out.set("docs", text_node(docs));
  return out;
}

std::string catalogue_text(const Node& object, std::string_view key) {
  const Node* const value = object.find(key);
  return value ? value->text : std::string();
}

// The parameters of a list, with where each belongs.
void add_parameters(const Node* list, const char* in, Node& into) {
  if (!list) return;
  for (const Node& one : list->items) {
    Node parameter = Node::object();
    parameter.set("in", text_node(in));
    for (const char* key : {"name", "type", "required", "description", "items"})
      if (const Node* value = one.find(key)) parameter.set(key, *value);
    into.items.push_back(std::move(parameter));
  }
}

Node action_node(const Node& operation) {
  Node out = Node::object();
  out.set("name", text_node(catalogue_text(operation, "action")));
  if (const Node* note = operation.find("note")) out.set("description", *note);
  for (const char* key : {"method", "path", "use", "scopes", "one_of_scopes", "webhooks",
                          "versions", "records_per_request"})
    if (const Node* value = operation.find(key)) out.set(key, *value);
  Node parameters = Node::array();
  add_parameters(operation.find("path_parameters"), "path", parameters);
  add_parameters(operation.find("query_parameters"), "query", parameters);
  if (const Node* body = operation.find("body"))
    add_parameters(body->find("members"), "payload", parameters);
  out.set("parameters", std::move(parameters));
  return out;
}

const Node* action_of(const Node& actions, std::string_view name) {
  for (const Node& one : actions.items)
    if (catalogue_text(one, "name") == name) return &one;
  return nullptr;
}

// Connectors make it of the other two, so no operation of theirs tells of it.
void add_made_upsert(Node& actions) {
  const Node* const update = action_of(actions, "update");
  if (!update || !action_of(actions, "create") || action_of(actions, "upsert")) return;
  Node out = *update;
  out.set("name", text_node("upsert"));
  out.set("description", text_node("update where the record's path names what update needs, "
                                   "otherwise create"));
  for (Node& one : out.find("parameters")->items) one.erase("required");
  actions.items.push_back(std::move(out));
}

// The operations that a component of this kind may use, by entity, in their order.
Node entities_of(const Node& operations, std::string_view kind) {
  Node out = Node::array();
  std::map<std::string, size_t> places;
  for (const Node& operation : operations.items) {
    if (catalogue_text(operation, "use") != kind) continue;
    const std::string entity = catalogue_text(operation, "entity");
    const auto [at, fresh] = places.try_emplace(entity, out.items.size());
    if (fresh) {
      Node one = Node::object();
      one.set("name", text_node(entity));
      one.set("actions", Node::array());
      out.items.push_back(std::move(one));
    }
    out.items[at->second].find("actions")->items.push_back(action_node(operation));
  }
  if (kind == "publisher")
    for (Node& one : out.items) add_made_upsert(*one.find("actions"));
  return out;
}

}  // namespace

Node Bench::schema() { return merged_schema(from_.registry.plugins()); }

Node Bench::components() {
  Node out = Node::array();
  for (const loader::PluginInfo* plugin : from_.registry.plugins())
    for (const loader::ComponentInfo& one : plugin->components)
      out.items.push_back(component_item(one, *plugin));
  return out;
}

Node Bench::functions() {
  Node out = Node::array();
  for (const expression::FunctionInfo& one : expression::functions())
    out.items.push_back(function_item(one));
  return out;
}

Node Bench::plugins() {
  Node out = Node::array();
  for (const loader::PluginInfo* plugin : from_.registry.plugins())
    out.items.push_back(plugin_item(*plugin));
  return out;
}

Result<Node> Bench::catalogue(const std::string& component) {
  const loader::ComponentInfo* const info = from_.registry.find(component);
  if (!info) return Status(SLUICE_E_UNSUPPORTED, "there is no component " + component);
  const auto page = std::make_shared<Result<std::string>>(std::string());
  const Status asked = loop_.run([page, &registry = from_.registry, plugin = info->plugin->id] {
    *page = registry.describe(plugin, "", true);
  });
  if (!asked) return asked;
  if (!*page) return page->status();
  config::Problems problems(component);
  const auto node = config::parse_json(**page, problems);
  const Node* const operations = node && problems.empty() ? node->find("operations") : nullptr;
  if (!operations) return Status(SLUICE_E_UNSUPPORTED, component + " has no catalogue of entities");
  Node out = Node::object();
  for (const char* key : {"connector", "version"})
    if (const Node* value = node->find(key)) out.set(key, *value);
  out.set("entities", entities_of(*operations, loader::kind_name(info->kind)));
  return out;
}

}  // namespace sluice::app
