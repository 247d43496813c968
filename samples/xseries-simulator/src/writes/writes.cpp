#include "writes/writes.hpp"

#include "api/profiles.hpp"
#include "api/row_response.hpp"
#include "api/row_writer.hpp"
#include "common/api_error.hpp"
#include "common/stored_row.hpp"

namespace sluice::simulator {
namespace {

const char* kind_name(JsonKind kind) {
  switch (kind) {
    case JsonKind::kString:
      return "a string";
    case JsonKind::kNumber:
      return "a number";
    case JsonKind::kBoolean:
      return "a boolean";
    case JsonKind::kArray:
      return "an array";
    default:
      return "an object";
  }
}

void check_kinds(const Profile& profile, const JsonMembers& body) {
  for (const Column& column : profile.columns) {
    const std::string* raw = body.find(column.name);
    if (raw == nullptr) continue;
    if (*raw != "null" && kind_of(*raw) != column.kind) {
      throw ApiError(400, column.name + " must be " + kind_name(column.kind));
    }
    const bool blank = *raw == "null" || *raw == "\"\"";
    if (column.name == "name" && profile.name_required && blank) {
      throw ApiError(400, "name cannot be empty");
    }
  }
}

void check_reason(const Profile& profile, const JsonMembers& body) {
  const std::optional<std::string> type = as_text(body.find("type"));
  const bool known = !type || *type == "POSITIVE" || *type == "NEGATIVE";
  if (profile.table == "custom_inventory_adjustment_reasons" && !known) {
    throw ApiError(422, "type must be POSITIVE or NEGATIVE");
  }
}

void check_unique(Call& call, const Profile& profile) {
  if (!profile.unique_name) return;
  const std::optional<std::string> name = as_text(call.body.find("name"));
  for (const auto& [version, row] : call.table().by_version()) {
    if (!row->deleted && as_text(members_of(*row).find("name")) == name) {
      throw ApiError(409, "a row with the name " + name.value_or("") + " already exists");
    }
  }
}

// Values that the vendor fills in by itself.
void shape_row(const std::string& table, JsonMembers& row) {
  if (table == "customers") shape_customer(row);
  if (table != "taxes") return;
  if (*row.find("display_name") == "null") row.set("display_name", *row.find("name"));
  row.set("rates", "[{\"rate\":" + *row.find("rate") + "}]");
}

JsonMembers new_row(Call& call, const Profile& profile, const std::string& id) {
  const std::string now = quote(format_time(profile, call.shop.clock.now_ms()));
  JsonMembers row;
  row.set("id", quote(id));
  for (const Column& column : profile.columns) {
    const std::string* raw = call.body.find(column.name);
    row.set(column.name, raw != nullptr ? *raw : column.absent);
  }
  shape_row(profile.table, row);
  row.set("created_at", now);
  row.set("updated_at", now);
  row.set("deleted_at", "null");
  return row;
}

std::string job_object(Call& call, const Row& row) {
  return "{\"id\":" + quote(row.id) + ",\"job_id\":" + quote(call.shop.store.random().uuid()) + "}";
}

}  // namespace

Response create_row(Call& call) {
  const Profile& profile = *find_profile(call.route.table());
  check_kinds(profile, call.body);
  check_reason(profile, call.body);
  check_unique(call, profile);
  const std::string id = call.shop.store.random().uuid();
  return wrapped(call, store_version(call.shop, profile.table, id, new_row(call, profile, id)));
}

Response update_row(Call& call) {
  const Profile& profile = *find_profile(call.route.table());
  check_kinds(profile, call.body);
  check_reason(profile, call.body);
  const Row& known = existing_row(call);
  JsonMembers row = members_of(known);
  for (const Column& column : profile.columns) {
    const std::string* raw = call.body.find(column.name);
    if (raw != nullptr) {
      row.set(column.name, *raw);
    } else if (profile.put_replaces) {
      row.set(column.name, "null");
    }
  }
  shape_row(profile.table, row);
  return wrapped(call, store_version(call.shop, profile.table, call.id(), std::move(row)));
}

Response delete_row(Call& call) {
  const Row& row = existing_row(call);
  store_deleted(call.shop, call.route.table(), row);
  Response response{.status = call.route.success_status, .body = {}};
  if (response.status == 204) return response;
  const std::string& envelope = call.route.envelope;
  if (envelope == "payload.data{id,job_id}") {
    response.body = "{\"payload\":{\"data\":" + job_object(call, row) + "}}";
  } else if (envelope == "data{id,job_id}") {
    response.body = "{\"data\":" + job_object(call, row) + "}";
  } else if (envelope == "data{id}") {
    response.body = "{\"data\":" + id_object(row) + "}";
  } else if (envelope == "data") {
    response.body = "{\"data\":" + row.text + "}";
  }
  return response;
}

}  // namespace sluice::simulator
