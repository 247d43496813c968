// Statuses of services: those of the system stay, names are used once.

#include "api/row_response.hpp"
#include "api/row_writer.hpp"
#include "common/api_error.hpp"
#include "common/body_reader.hpp"
#include "common/json_object.hpp"
#include "common/stored_row.hpp"
#include "writes/services.hpp"

namespace sluice::simulator {
namespace {

constexpr const char* kServiceStatuses = "service_statuses";

void check_name(Call& call, const std::string& name, const std::string& self) {
  for (const auto& [version, row] : call.table(kServiceStatuses).by_version()) {
    if (row->deleted || row->id == self) continue;
    if (stored_text(members_of(*row), "display_name") == name) {
      throw ApiError(409, "a status already exists with this name");
    }
  }
}

JsonMembers writable(Call& call) {
  JsonMembers row = members_of(existing_row(call));
  if (as_bool(row.find("system_default")).value_or(false)) {
    throw ApiError(403, "cannot modify system status");
  }
  return row;
}

bool in_use(Call& call, const std::string& key) {
  for (const auto& [version, row] : call.table("services").by_version()) {
    if (stored_text(object_member(members_of(*row), "service"), "status") == key) return true;
  }
  return false;
}

}  // namespace

Response service_statuses_list(Call& call) {
  std::vector<std::string> rows;
  for (const auto& [version, row] : call.table(kServiceStatuses).by_version()) {
    if (!row->deleted) rows.push_back(row->text);
  }
  return {.status = call.route.success_status, .body = json_array(rows)};
}

Response create_service_status(Call& call) {
  const std::string name = required_text(call.body, "name");
  check_name(call, name, "");
  const std::string id = call.shop.store.random().uuid();
  const std::string now = now_in(call.shop, kServiceStatuses);
  JsonMembers row;
  row.set("id", quote(id));
  row.set("status_key", quote("status_" + std::to_string(call.table(kServiceStatuses).size())));
  row.set("display_name", quote(name));
  row.set("display_order", std::to_string(call.table(kServiceStatuses).size()));
  row.set("system_default", "false");
  row.set("created_at", now);
  row.set("updated_at", now);
  return wrapped(call, store_version(call.shop, kServiceStatuses, id, std::move(row)));
}

Response patch_service_status(Call& call) {
  JsonMembers row = writable(call);
  const std::string name = text_or_empty(call.body, "name");
  if (!name.empty()) {
    check_name(call, name, call.id());
    row.set("display_name", quote(name));
  }
  if (const std::string* order = call.body.find("display_order")) row.set("display_order", *order);
  return wrapped(call, store_version(call.shop, kServiceStatuses, call.id(), std::move(row)));
}

Response delete_service_status(Call& call) {
  const JsonMembers row = writable(call);
  if (in_use(call, stored_text(row, "status_key"))) {
    throw ApiError(409, "the status is in use");
  }
  store_deleted(call.shop, kServiceStatuses, *call.table(kServiceStatuses).find(call.id()));
  return {.status = call.route.success_status, .body = {}};
}

}  // namespace sluice::simulator
