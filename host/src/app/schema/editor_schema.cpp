#include "app/schema/editor_schema.hpp"

#include "app/schema/schema_text.hpp"
#include "config/host_schema.hpp"
#include "config/parse.hpp"
#include "config/scalar_check.hpp"

namespace sluice::app {
namespace {

using config::Kind;
using config::Node;

// "#/definitions/x" of a component's schema, adapted to its deeper place in the merged one.
void rebase(Node& schema, const std::string& prefix) {
  if (Node* reference = schema.find("$ref"); reference && reference->is(Kind::kString)) {
    if (reference->text.substr(0, 1) == "#") reference->text = prefix + reference->text.substr(1);
  }
  for (config::Member& member : schema.members) rebase(member.value, prefix);
  for (Node& item : schema.items) rebase(item, prefix);
}

Node reference_to(const std::string& pointer) {
  Node node = Node::object();
  node.set("$ref", Node::string(pointer));
  return node;
}

bool is_about(const std::string& key) {
  return key == "title" || key == "description" || key == "default" || key.rfind("x-", 0) == 0;
}

// Text of any kind may already hold ${….
bool needs_variable_form(const Node& schema) {
  for (const char* keyword : {"enum", "pattern", "minLength", "maxLength"})
    if (schema.find(keyword)) return true;
  for (const std::string& type : config::types_of(schema))
    if (type == "integer" || type == "number" || type == "boolean") return true;
  return false;
}

// A number may be written as ${PORT}: keywords about the setting stay, its rules become one of two
// alternatives.
Node or_variable(const Node& schema) {
  Node out = Node::object(), rules = Node::object(), variable = Node::object();
  for (const config::Member& member : schema.members)
    (is_about(member.key) ? out : rules).set(member.key, member.value);
  variable.set("type", Node::string("string"));
  variable.set("pattern", Node::string("\\$\\{"));
  Node& any = out.set("anyOf", Node::array());
  any.items = {std::move(rules), std::move(variable)};
  return out;
}

// Editors see a config before ${…} is resolved.
void allow_variables(Node& schema) {
  for (config::Member& member : schema.members) {
    Node& value = member.value;
    const bool schemas = member.key == "properties" || member.key == "definitions";
    if (schemas)
      for (config::Member& property : value.members) allow_variables(property.value);
    const bool one = member.key == "items" || member.key == "additionalProperties";
    if (one && value.is(Kind::kObject)) allow_variables(value);
    if (member.key == "anyOf" || member.key == "oneOf" || member.key == "allOf")
      for (Node& branch : value.items) allow_variables(branch);
  }
  if (needs_variable_form(schema)) schema = or_variable(schema);
}

// What a publisher that stands in a pipeline has of its own. That of an outgoing has it beside it.
void add_own_settings(Node& properties) {
  for (const char* setting : {"where", "then", "backlog"})
    properties.set(setting,
                   reference_to(std::string("#/definitions/outgoing/properties/") + setting));
  properties.set("retry", reference_to("#/definitions/outgoing_retry"));
  for (const char* list : {"transformers", "on_success", "on_error"})
    properties.set(list, reference_to("#/definitions/transformers"));
}

// A component's schema with the host's own keys in it.
Node section_schema(const loader::ComponentInfo& component) {
  Node schema = schema_node(component);
  rebase(schema, "#/definitions/" + component.id);
  allow_variables(schema);
  if (!schema.find("properties")) schema.set("properties", Node::object());
  Node& properties = *schema.find("properties");
  Node use = Node::object();
  use.set("enum", Node::array()).items.push_back(Node::string(component.id));
  properties.set("use", std::move(use));
  if (component.kind != loader::Kind::kClient) {
    properties.set("client", reference_to("#/definitions/component/properties/client"));
  }
  if (component.kind == loader::Kind::kTransformer) {
    for (const char* setting : {"when", "each", "on_error"})
      properties.set(setting,
                     reference_to(std::string("#/definitions/step/properties/") + setting));
  }
  if (component.kind == loader::Kind::kSubscriber) {
    properties.set("request_transformers", reference_to("#/definitions/transformers"));
  }
  if (component.kind == loader::Kind::kPublisher)
    properties.set("on_crash", reference_to("#/definitions/publisher/properties/on_crash"));
  if (!schema.find("required")) schema.set("required", Node::array());
  schema.find("required")->items.push_back(Node::string("use"));
  return schema;
}

// A step that is none of the components.
constexpr std::string_view kSwitch = R"json({
  "type": "object", "additionalProperties": false, "required": ["switch"],
  "properties": {
    "switch": {"$ref": "#/definitions/step/properties/switch"},
    "else": {"$ref": "#/definitions/step/properties/else"},
    "when": {"$ref": "#/definitions/step/properties/when"},
    "on_error": {"$ref": "#/definitions/step/properties/on_error"}
  }
})json";

Node switch_schema() {
  config::Problems none("the schema of a switch");
  return *config::parse_json(kSwitch, none);
}

// The name of a definition; `own`: of a publisher in a pipeline.
std::string definition_of(const loader::ComponentInfo& component, bool own) {
  return own ? "own/" + component.id : component.id;
}

std::string pointer_to(const loader::ComponentInfo& component, bool own) {
  return config::join_pointer("#/definitions", definition_of(component, own));
}

Node alternatives(const std::vector<const loader::PluginInfo*>& plugins, loader::Kind kind,
                  bool own = false) {
  Node any = Node::array();
  for (const loader::PluginInfo* plugin : plugins) {
    for (const loader::ComponentInfo& component : plugin->components) {
      if (component.kind != kind) continue;
      any.items.push_back(reference_to(pointer_to(component, own)));
    }
  }
  if (any.items.empty()) return reference_to("#/definitions/component");
  Node out = Node::object();
  out.set("anyOf", std::move(any));
  return out;
}

// Of each group one member at least, for allOf. The host itself says it in words.
Node either_of(const std::vector<std::vector<std::string>>& groups) {
  Node all = Node::array();
  for (const std::vector<std::string>& group : groups) {
    Node any = Node::array();
    for (const std::string& name : group) {
      Node required = Node::array(), one = Node::object();
      required.items.push_back(Node::string(name));
      one.set("required", std::move(required));
      any.items.push_back(std::move(one));
    }
    Node out = Node::object();
    out.set("anyOf", std::move(any));
    all.items.push_back(std::move(out));
  }
  return all;
}

}  // namespace

Node merged_schema(const std::vector<const loader::PluginInfo*>& plugins) {
  Node merged = config::host_schema();
  allow_variables(merged);
  Node& definitions = *merged.find("definitions");
  Node& pipeline_schema = *definitions.find("pipeline");
  Node& pipeline = *pipeline_schema.find("properties");
  pipeline.set("subscriber", reference_to("#/definitions/subscribers"));
  pipeline.set("publisher", reference_to("#/definitions/own_publishers"));
  pipeline.find("publishers")->set("items", reference_to("#/definitions/own_publishers"));
  pipeline.find("transformers")->set("items", reference_to("#/definitions/transformer"));
  pipeline_schema.set("allOf",
                      either_of({{"subscriber", "from"}, {"publishers", "publisher", "to"}}));
  Node& incoming = *definitions.find("incoming")->find("properties");
  incoming.set("subscriber", reference_to("#/definitions/subscribers"));
  incoming.find("transformers")->set("items", reference_to("#/definitions/transformer"));
  Node& outgoing = *definitions.find("outgoing")->find("properties");
  outgoing.set("publisher", reference_to("#/definitions/publishers"));
  for (const char* list : {"transformers", "on_success", "on_error"})
    outgoing.find(list)->set("items", reference_to("#/definitions/transformer"));
  merged.find("properties")
      ->find("clients")
      ->set("additionalProperties", reference_to("#/definitions/clients"));
  Node list = Node::object();
  list.set("type", Node::string("array"));
  list.set("items", reference_to("#/definitions/transformer"));
  definitions.set("transformers", std::move(list));
  Node transformer = alternatives(plugins, loader::Kind::kTransformer);
  if (Node* any = transformer.find("anyOf"))
    any->items.push_back(reference_to("#/definitions/switch"));
  definitions.set("transformer", std::move(transformer));
  definitions.set("switch", switch_schema());
  Node& step = *definitions.find("step")->find("properties");
  step.find("else")->set("items", reference_to("#/definitions/transformer"));
  step.find("switch")
      ->find("items")
      ->find("properties")
      ->set("transformers", reference_to("#/definitions/transformers"));
  definitions.set("clients", alternatives(plugins, loader::Kind::kClient));
  definitions.set("subscribers", alternatives(plugins, loader::Kind::kSubscriber));
  definitions.set("publishers", alternatives(plugins, loader::Kind::kPublisher));
  definitions.set("own_publishers", alternatives(plugins, loader::Kind::kPublisher, true));
  for (const loader::PluginInfo* plugin : plugins) {
    for (const loader::ComponentInfo& component : plugin->components) {
      Node& section = definitions.set(component.id, section_schema(component));
      if (component.kind != loader::Kind::kPublisher) continue;
      Node own = section;
      add_own_settings(*own.find("properties"));
      definitions.set(definition_of(component, true), std::move(own));
    }
  }
  return merged;
}

}  // namespace sluice::app
