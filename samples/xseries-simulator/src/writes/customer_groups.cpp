// A customer is in one group: adding it to one removes it from the other.

#include "api/row_writer.hpp"
#include "common/api_error.hpp"
#include "common/body_reader.hpp"
#include "common/stored_row.hpp"
#include "writes/people.hpp"

namespace sluice::simulator {
namespace {

const std::string& group_of(Call& call) {
  const std::string& id = call.param("customer_group_id");
  const Row* group = call.table("customer_groups").find(id);
  if (group == nullptr || group->deleted) throw ApiError(404, "customer group not found");
  return id;
}

std::vector<const Row*> named_customers(Call& call) {
  std::vector<const Row*> rows;
  for (const std::string& id : text_list(call.body, "customer_ids")) {
    const Row* row = call.table("customers").find(id);
    if (row == nullptr || row->deleted)
      throw ApiError(400, "customer_ids names no customer: " + id);
    rows.push_back(row);
  }
  return rows;
}

void move_to(Call& call, const Row& customer, const std::string& group) {
  JsonMembers row = members_of(customer);
  row.set("customer_group_id", quote(group));
  store_version(call.shop, "customers", customer.id, std::move(row));
}

// The default group, with which the shop begins.
const std::string& default_group(Call& call) {
  return call.table("customer_groups").by_version().begin()->second->id;
}

}  // namespace

Response add_group_members(Call& call) {
  const std::string& group = group_of(call);
  for (const Row* row : named_customers(call)) move_to(call, *row, group);
  return {.status = call.route.success_status, .body = "true"};
}

Response remove_group_members(Call& call) {
  const std::string& group = group_of(call);
  const std::string fallback = default_group(call);
  for (const Row* row : named_customers(call)) {
    if (stored_text(members_of(*row), "customer_group_id") == group) move_to(call, *row, fallback);
  }
  return {.status = call.route.success_status, .body = {}};
}

Response update_customer_taxes(Call& call) {
  const std::vector<JsonMembers> items =
      call.items.empty() ? object_list(call.body, "customer_taxes") : objects_of(call.items);
  for (const JsonMembers& item : items) {
    const Row* row = call.table("customers").find(required_text(item, "customer_id"));
    if (row == nullptr || row->deleted) throw ApiError(400, "customer_id names no customer");
    JsonMembers customer = members_of(*row);
    const std::string* tax = item.find("tax_id");
    customer.set("tax_id", tax == nullptr ? "null" : *tax);
    store_version(call.shop, "customers", row->id, std::move(customer));
  }
  return {.status = call.route.success_status, .body = "{}"};
}

}  // namespace sluice::simulator
