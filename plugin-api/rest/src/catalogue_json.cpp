#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "sluice/rest/closest.hpp"
#include "sluice/rest/describe.hpp"
#include "sluice/rest/members_schema.hpp"
#include "sluice/rest/names.hpp"
#include "sluice/rest/path_template.hpp"

namespace sluice::rest {
namespace {

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

void text(Writer& out, std::string_view value) {
  out.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}

void member(Writer& out, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  text(out, name);
  text(out, value);
}

// Splits names at `separator`.
void list(Writer& out, std::string_view name, std::string_view values, char separator) {
  if (values.empty()) return;
  text(out, name);
  out.StartArray();
  while (!values.empty()) {
    size_t end = std::min(values.find(separator), values.size());
    text(out, values.substr(0, end));
    values.remove_prefix(std::min(end + 1, values.size()));
  }
  out.EndArray();
}

void spec(Writer& out, const NameSpec& name) {
  out.StartObject();
  member(out, "name", name.name);
  member(out, "type", type_name(name.type));
  text(out, "required");
  out.Bool(name.required);
  if (name.most) {
    text(out, "most");
    out.Uint(name.most);
  }
  if (name.type == NameType::kList) member(out, "items", name.of_objects ? "object" : "text");
  if (!name.members.empty()) {
    text(out, "members");
    out.StartArray();
    for (const NameSpec& inner : name.members) spec(out, inner);
    out.EndArray();
  }
  out.EndObject();
}

void parameters(Writer& out, const Operation& row) {
  auto path = PathTemplate::parse(row.path);
  text(out, "path_parameters");
  out.StartArray();
  for (const std::string& name : path ? path->parameters() : std::vector<std::string>()) {
    NameSpec one{name, NameType::kText, true};
    for (const NameSpec& typed : read_names(row.path_types))
      if (typed.name == name) one.type = typed.type;
    spec(out, one);
  }
  out.EndArray();
  text(out, "query_parameters");
  out.StartArray();
  for (const NameSpec& one : read_names(row.query)) spec(out, one);
  out.EndArray();
  if (row.body_kind == BodyKind::kNone) return;
  text(out, "body");
  spec(out, read_body(row.body));
}

void operation(Writer& out, const Operation& row) {
  out.StartObject();
  member(out, "entity", row.entity);
  member(out, "action", row.action);
  member(out, "use", row.internal ? "client" : is_write(row) ? "publisher" : "subscriber");
  member(out, "method", row.method);
  member(out, "path", row.path);
  parameters(out, row);
  member(out, "records_at", row.envelope);
  list(out, "success", row.success, ',');
  list(out, "scopes", row.scopes, ' ');
  list(out, "one_of_scopes", row.any_scope, ' ');
  list(out, "webhooks", row.webhooks, ',');
  list(out, "versions", row.versions, ',');
  if (row.bulk.most) {
    text(out, "records_per_request");
    out.Uint(row.bulk.most);
  }
  member(out, "note", row.note);
  out.EndObject();
}

// By entity, what its records are known to have: JSON Schema.
void members(Writer& out, const Catalogue& catalogue, std::string_view entity) {
  text(out, "members");
  out.StartObject();
  for (const EntityMembers& one : catalogue.members()) {
    if (!entity.empty() && one.entity != entity) continue;
    const std::string schema = members_schema(one);
    text(out, one.entity);
    out.RawValue(schema.data(), schema.size(), rapidjson::kObjectType);
  }
  out.EndObject();
}

}  // namespace

std::string catalogue_json(const Catalogue& catalogue, std::string_view entity) {
  rapidjson::StringBuffer buffer;
  Writer out(buffer);
  out.StartObject();
  member(out, "connector", catalogue.owner());
  member(out, "version", catalogue.preset());
  text(out, "operations");
  out.StartArray();
  for (const Operation& row : catalogue.rows())
    if (entity.empty() || row.entity == entity) operation(out, row);
  out.EndArray();
  members(out, catalogue, entity);
  out.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace sluice::rest
