#include "config/component_section.hpp"

#include <algorithm>

#include "config/parse.hpp"
#include "config/schema_check.hpp"
#include "config/suggest.hpp"

namespace sluice::config {
namespace {

// Of the host, in the section of a publisher.
constexpr const char* kOwnKeys[] = {"where", "transformers", "on_success", "on_error",
                                    "then",  "backlog",      "retry"};

// Of the host, in the section of every transformer.
constexpr const char* kStepKeys[] = {"when", "each", "on_error"};

std::vector<std::string> ids_of(const Catalogue& catalogue, const std::string& kind) {
  std::vector<std::string> ids;
  for (const ComponentType& type : catalogue.types) {
    if (type.kind == kind) ids.push_back(type.id);
  }
  return ids;
}

// The list of cases is the host's own: whoever looks for it among the components is shown how it is
// written.
bool looks_for_switch(std::string_view id, const SectionPlace& place) {
  return place.kind == "transformer" && id.substr(id.find('.') + 1) == "switch";
}

const ComponentType* find_type(const Node& use, const SectionPlace& place,
                               const SectionContext& context) {
  const auto complain = [&](std::string message) {
    context.problems.add(use.at, place.pointer + "/use", std::move(message));
  };
  const std::vector<std::string> fitting = ids_of(context.catalogue, place.kind);
  const ComponentType* type = context.catalogue.find(use.text);
  if (type && type->kind == place.kind) return type;
  if (type) {
    const std::string plugin = use.text.substr(0, use.text.find('.'));
    const auto sibling = std::find(fitting.begin(), fitting.end(), plugin + '.' + place.kind);
    complain("\"" + use.text + "\" is a " + type->kind + ", a " + place.kind + " is expected here" +
             (sibling == fitting.end() ? "" : "; did you mean \"" + *sibling + "\"?"));
    return nullptr;
  }
  std::string meant = did_you_mean(use.text, fitting);
  if (looks_for_switch(use.text, place)) {
    meant = "; a switch is written without use: \"- switch: [{when: ..., transformers: [...]}]\"";
  } else if (meant.empty()) {
    meant =
        fitting.empty() ? "; " + context.catalogue.searched : "; known are " + list_names(fitting);
  }
  complain("no plugin has a component \"" + use.text + "\"" + meant);
  return nullptr;
}

bool requires_client(const Node& schema) {
  const Node* required = schema.find("required");
  if (!required) return false;
  return std::any_of(required->items.begin(), required->items.end(),
                     [](const Node& name) { return name.text == "client"; });
}

// The host checks `client` itself: the schema is asked only whether there is one, and whether it is
// needed.
Node with_client_optional(const Node& schema) {
  Node out = schema;
  if (Node* required = out.find("required")) {
    std::erase_if(required->items, [](const Node& name) { return name.text == "client"; });
    if (required->items.empty()) out.erase("required");  // draft 4 requires at least one name
  }
  return out;
}

std::string client_of(const Node& section, const Node& schema, const SectionPlace& place,
                      const SectionContext& context) {
  const Node* client = section.find("client");
  if (!client) {
    if (requires_client(schema) && !context.problems.has(place.pointer + "/client")) {
      context.problems.add(section.at, place.pointer,
                           "\"client\" is missing: the name of one of the clients" +
                               (context.clients.empty() ? std::string(", of which there is none")
                                                        : ": " + list_names(context.clients)));
    }
    return {};
  }
  if (!client->is(Kind::kString)) return {};
  const auto& names = context.clients;
  const std::string at = place.pointer + "/client";
  if (place.kind == "client") {
    context.problems.add(client->at, at, "a client has no client of its own; remove it");
  } else if (std::find(names.begin(), names.end(), client->text) == names.end()) {
    const std::string meant = did_you_mean(client->text, names);
    context.problems.add(client->at, at,
                         "there is no client \"" + client->text + "\"" +
                             (!meant.empty()  ? meant
                              : names.empty() ? std::string("; clients: is empty")
                                              : "; known are " + list_names(names)));
  }
  return client->text;
}

std::optional<Node> schema_of(const ComponentType& type, const SectionPlace& place,
                              const SectionContext& context) {
  Problems broken("schema of " + type.id);
  std::optional<Node> schema = parse_json(type.schema, broken);
  if (schema && schema->is(Kind::kObject)) return schema;
  context.problems.add({}, place.pointer,
                       "the schema of " + type.id + " is not a JSON object; ask its author");
  return std::nullopt;
}

Node take_step_settings(Node& section) {
  Node out = Node::object(section.at);
  for (const char* key : kStepKeys) {
    if (const Node* given = section.find(key)) out.set(key, *given);
    section.erase(key);
  }
  return out;
}

// Values that the host's schema has refused are as good as any.
base::StepSettings read_step_settings(const Node& settings) {
  base::StepSettings out;
  out.when = expression_in(settings, "when");
  if (const Node* each = settings.find("each")) out.each = each->text;
  if (const Node* on_error = settings.find("on_error")) {
    if (on_error->text == "drop") out.on_error = base::OnError::drop;
    if (on_error->text == "keep") out.on_error = base::OnError::keep;
  }
  return out;
}

// A value from outside the file is most often a credential, whatever its name.
void protect_from_outside(const Node& value, const Protect& protect) {
  for (const std::string& text : value.outside) protect(text);
  for (const Member& member : value.members) protect_from_outside(member.value, protect);
  for (const Node& item : value.items) protect_from_outside(item, protect);
}

void read_step(ComponentConfig& into) {
  into.step_node = take_step_settings(into.node);
  into.step = read_step_settings(into.step_node);
}

}  // namespace

std::string expression_in(const Node& object, const char* key) {
  const Node* value = object.find(key);
  if (!value) return {};
  return value->is(Kind::kBoolean) ? "`" + value->text + "`" : value->text;
}

ComponentConfig load_switch_config(const Node& section, const SectionPlace& place) {
  ComponentConfig out;
  out.use = "switch";
  out.instance = place.instance;
  out.pointer = place.pointer;
  out.node = section;
  read_step(out);
  out.json = to_json(out.node);
  return out;
}

std::optional<ComponentConfig> load_section_config(const Node& section, const SectionPlace& place,
                                                   const SectionContext& context) {
  const Node* use = section.find("use");
  if (!use || !use->is(Kind::kString) || use->text.empty()) return std::nullopt;
  const ComponentType* type = find_type(*use, place, context);
  if (!type) return std::nullopt;
  const std::optional<Node> schema = schema_of(*type, place, context);
  if (!schema) return std::nullopt;

  ComponentConfig out;
  out.use = use->text;
  out.instance = place.instance;
  out.pointer = place.pointer;
  out.node = section;
  for (const char* key : {"use", "client"}) out.node.erase(key);
  if (place.kind == "publisher") {
    if (const Node* on_crash = section.find("on_crash"))
      out.repeat_after_crash = on_crash->text == "repeat";
    out.node.erase("on_crash");
    if (place.with_steps)
      for (const char* key : kOwnKeys) out.node.erase(key);
  }
  if (place.kind == "subscriber") out.node.erase("request_transformers");
  if (place.kind == "transformer") read_step(out);
  check_schema(with_client_optional(*schema),
               {out.node, place.pointer, context.problems, context.protect});
  out.client = client_of(section, *schema, place, context);
  for (const char* key : {"headers", "query"})
    if (const Node* values = out.node.find(key); values && context.protect)
      protect_from_outside(*values, context.protect);
  out.json = to_json(with_paths(out.node));
  return out;
}

}  // namespace sluice::config
