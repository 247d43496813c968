// Custom fields with their values, remote rules and business rules.

#include <algorithm>
#include <array>

#include "api/row_response.hpp"
#include "api/row_writer.hpp"
#include "common/api_error.hpp"
#include "common/body_reader.hpp"
#include "common/stored_row.hpp"
#include "writes/back_office.hpp"

namespace sluice::simulator {
namespace {

constexpr const char* kCustomFields = "custom_fields";
constexpr const char* kValues = "custom_field_values";

constexpr std::array<std::string_view, 4> kEntities = {"sale", "line_item", "customer", "product"};
constexpr std::array<std::string_view, 7> kFieldTypes = {
    "string", "integer", "boolean", "date", "product_id", "qrcode", "string_array"};

template <std::size_t N>
void check_one_of(const std::array<std::string_view, N>& known, const std::string& value,
                  const char* name) {
  if (std::find(known.begin(), known.end(), value) == known.end()) {
    throw ApiError(400, std::string(name) + " " + value + " is not known");
  }
}

const Row* find_field(Call& call, const std::string& entity, const std::string& name) {
  for (const auto& [version, row] : call.table(kCustomFields).by_version()) {
    const JsonMembers field = members_of(*row);
    const bool same = stored_text(field, "entity") == entity && stored_text(field, "name") == name;
    if (!row->deleted && same) return row;
  }
  return nullptr;
}

const Row& named_field(Call& call) {
  const Row* row = call.table(kCustomFields).find(call.param("customFieldId"));
  if (row == nullptr || row->deleted) throw ApiError(404, "custom field not found");
  return *row;
}

void copy_flags(const JsonMembers& body, JsonMembers& row) {
  for (const char* name : {"title", "editable_in_ui", "visible_in_ui", "print_on_receipt"}) {
    if (const std::string* raw = body.find(name)) row.set(name, *raw);
  }
}

std::string owner_of(const std::string& entity, const std::string& id) { return entity + ":" + id; }

std::string query_text(const Call& call, const char* name) { return *call.query.first(name); }

// `remote_rules` and `rules`, by the last literal of the path.
std::string rules_table(const Call& call) { return call.route.segments[1]; }

}  // namespace

Response custom_fields_list(Call& call) {
  const std::string entity = query_text(call, "entity");
  check_one_of(kEntities, entity, "entity");
  std::vector<std::string> rows;
  for (const auto& [version, row] : call.table(kCustomFields).by_version()) {
    if (!row->deleted && stored_text(members_of(*row), "entity") == entity)
      rows.push_back(row->text);
  }
  return data_rows(call, rows);
}

Response create_custom_field(Call& call) {
  const std::string entity = required_text(call.body, "entity");
  const std::string name = required_text(call.body, "name");
  check_one_of(kEntities, entity, "entity");
  check_one_of(kFieldTypes, required_text(call.body, "type"), "type");
  required_text(call.body, "title");
  if (find_field(call, entity, name) != nullptr) {
    throw ApiError(409, "a custom field with this name already exists");
  }
  const std::string id = std::to_string(2'500 + call.table(kCustomFields).size());
  JsonMembers row;
  row.set("id", quote(id));
  for (const char* member : {"entity", "name", "title", "type"})
    row.set(member, *call.body.find(member));
  row.set("editable_in_ui", "false");
  row.set("visible_in_ui", "false");
  row.set("print_on_receipt", "false");
  copy_flags(call.body, row);
  const Row& stored = store_version(call.shop, kCustomFields, id, std::move(row));
  return {.status = call.route.success_status, .body = "{\"data\":" + stored.text + "}"};
}

Response update_custom_field(Call& call) {
  const std::string id = named_field(call).id;
  JsonMembers row = members_of(named_field(call));
  copy_flags(call.body, row);
  const Row& stored = store_version(call.shop, kCustomFields, id, std::move(row));
  return {.status = call.route.success_status, .body = "{\"data\":" + stored.text + "}"};
}

// Stored values are deleted, too.
Response delete_custom_field(Call& call) {
  const Row& field = named_field(call);
  const std::string name = stored_text(members_of(field), "name");
  const std::string entity = stored_text(members_of(field), "entity");
  std::vector<const Row*> values;
  for (const auto& [version, row] : call.table(kValues).by_version()) {
    const JsonMembers value = members_of(*row);
    const bool same = stored_text(value, "name") == name && row->parent.starts_with(entity + ":");
    if (!row->deleted && same) values.push_back(row);
  }
  for (const Row* row : values) store_deleted(call.shop, kValues, *row);
  store_deleted(call.shop, kCustomFields, field);
  return {.status = call.route.success_status, .body = {}};
}

Response custom_field_values(Call& call) {
  const std::string owner = owner_of(query_text(call, "entity"), query_text(call, "entity_id"));
  std::vector<std::string> rows;
  for (const auto& [version, row] : call.table(kValues).children(owner)) {
    if (!row->deleted) rows.push_back(row->text);
  }
  return data_rows(call, rows);
}

Response set_custom_field_values(Call& call) {
  const std::string entity = required_text(call.body, "entity");
  const std::string owner = owner_of(entity, required_text(call.body, "entity_id"));
  const std::vector<JsonMembers> values = object_list(call.body, "values");
  for (const JsonMembers& value : values) {
    const std::string name = required_text(value, "name");
    if (find_field(call, entity, name) == nullptr)
      throw ApiError(400, name + " is not a custom field");
  }
  std::vector<std::string> rows;
  for (const JsonMembers& value : values) {
    const std::string id = owner + ":" + stored_text(value, "name");
    rows.push_back(store_child(call.shop, kValues, owner, id, value).text);
  }
  return data_rows(call, rows);
}

Response rules_list(Call& call) {
  std::vector<std::string> rows;
  for (const auto& [version, row] : call.shop.store.table(rules_table(call)).by_version()) {
    if (!row->deleted) rows.push_back(row->text);
  }
  return data_rows(call, rows);
}

Response create_rule(Call& call) {
  const std::string id = call.shop.store.random().uuid();
  JsonMembers row = call.body;
  row.set("id", quote(id));
  const Row& stored = store_version(call.shop, rules_table(call), id, std::move(row));
  return {.status = call.route.success_status, .body = "{\"data\":" + stored.text + "}"};
}

Response delete_rule(Call& call) {
  const Row* row = call.shop.store.table(rules_table(call)).find(call.id());
  if (row == nullptr || row->deleted) throw ApiError(404, "rule not found");
  store_deleted(call.shop, rules_table(call), *row);
  return {.status = call.route.success_status, .body = {}};
}

}  // namespace sluice::simulator
