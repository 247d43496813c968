// Stock adjustments, all of a request or none, and reorder points.

#include <algorithm>
#include <array>

#include "api/row_writer.hpp"
#include "common/api_error.hpp"
#include "common/body_reader.hpp"
#include "common/json_object.hpp"
#include "common/stored_row.hpp"
#include "writes/stock.hpp"

namespace sluice::simulator {
namespace {

// 1: stock comes in, -1: it goes out, 0: the custom reason decides.
struct Reason {
  std::string_view name;
  int sign;
};

constexpr Reason kReasons[] = {{"DAMAGE", -1}, {"EXPIRY", -1},        {"INTERNAL_USE", -1},
                               {"THEFT", -1},  {"DONATION", -1},      {"STOCK_FOUND", 1},
                               {"CUSTOM", 0},  {"SAMPLE_FOR_SALE", 1}};

constexpr std::array<std::string_view, 5> kAdjustmentMembers = {
    "product_id", "outlet_id", "quantity", "reason", "custom_inventory_adjustment_reason_id"};

void check_members(const JsonMembers& item) {
  for (const JsonMember& member : item.all()) {
    if (std::find(kAdjustmentMembers.begin(), kAdjustmentMembers.end(), member.name) ==
        kAdjustmentMembers.end()) {
      throw ApiError(400, "unknown member " + member.name);
    }
  }
}

int custom_sign(Call& call, const JsonMembers& item) {
  const std::string id = required_text(item, "custom_inventory_adjustment_reason_id", 422);
  const Row* row = call.table("custom_inventory_adjustment_reasons").find(id);
  if (row == nullptr || row->deleted) {
    throw ApiError(422, "custom_inventory_adjustment_reason_id names no reason");
  }
  return stored_text(members_of(*row), "type") == "POSITIVE" ? 1 : -1;
}

int sign_of(Call& call, const JsonMembers& item) {
  const std::string reason = required_text(item, "reason", 422);
  for (const Reason& known : kReasons) {
    if (known.name == reason) return known.sign == 0 ? custom_sign(call, item) : known.sign;
  }
  throw ApiError(422, "reason " + reason + " is not known");
}

void check_row(Call& call, const char* table, const JsonMembers& item, const char* name) {
  const Row* row = call.table(table).find(required_text(item, name, 422));
  if (row == nullptr || row->deleted) throw ApiError(422, std::string(name) + " is not known");
}

Decimal quantity_of(const JsonMembers& item) {
  const std::optional<std::string> text = as_text(item.find("quantity"));
  const std::optional<Decimal> quantity = text ? Decimal::parse(*text) : std::nullopt;
  if (!quantity || quantity->zero())
    throw ApiError(422, "quantity must be a decimal string, not 0");
  return *quantity;
}

void check_adjustment(Call& call, const JsonMembers& item) {
  check_members(item);
  check_row(call, "products", item, "product_id");
  check_row(call, "outlets", item, "outlet_id");
  const bool leaves = quantity_of(item).negative();
  if (leaves != (sign_of(call, item) < 0)) {
    throw ApiError(422, "the sign of quantity does not fit the reason");
  }
}

std::string store_adjustment(Call& call, const JsonMembers& item) {
  const std::string id = call.shop.store.random().uuid();
  const std::string now = now_in(call.shop, "stock_adjustments");
  const std::string* custom = item.find("custom_inventory_adjustment_reason_id");
  JsonMembers row;
  row.set("id", quote(id));
  row.set("user_id",
          quote(stored_text(members_of(*call.table("users").by_version().begin()->second), "id")));
  for (const char* name : {"product_id", "outlet_id", "quantity", "reason"}) {
    row.set(name, *item.find(name));
  }
  row.set("custom_inventory_adjustment_reason_id", custom == nullptr ? "null" : *custom);
  row.set("created_at", now);
  row.set("updated_at", now);
  change_stock(call.shop, stored_text(item, "product_id"), stored_text(item, "outlet_id"),
               quantity_of(item));
  return store_version(call.shop, "stock_adjustments", id, std::move(row)).text;
}

void check_point(Call& call, const JsonMembers& item) {
  const std::string method = required_text(item, "method", 422);
  if (method != "FIXED" && method != "MIN_MAX") {
    throw ApiError(422, "method must be FIXED or MIN_MAX");
  }
  check_row(call, "products", item, "product_id");
  check_row(call, "outlets", item, "outlet_id");
}

std::string store_point(Call& call, const JsonMembers& item) {
  const std::string product = stored_text(item, "product_id");
  const std::string outlet = stored_text(item, "outlet_id");
  if (stock_row(call.shop, product, outlet) == nullptr)
    change_stock(call.shop, product, outlet, {});
  const Row* known = stock_row(call.shop, product, outlet);
  JsonMembers row = members_of(*known);
  row.set("reorder_method", *item.find("method"));
  for (const auto& [written, read] : {std::pair("threshold", "reorder_point"),
                                      {"reorder_point", "reorder_point"},
                                      {"amount", "reorder_amount"},
                                      {"reorder_amount", "reorder_amount"},
                                      {"target", "reorder_target"},
                                      {"reorder_target", "reorder_target"}}) {
    const std::string* raw = item.find(written);
    if (raw != nullptr) row.set(read, *raw);
  }
  store_version(call.shop, "inventory", known->id, std::move(row));
  return item.text();
}

template <typename Check, typename Store>
Response all_or_nothing(Call& call, const std::vector<JsonMembers>& items, Check check,
                        Store store) {
  for (const JsonMembers& item : items) check(call, item);
  std::vector<std::string> rows;
  for (const JsonMembers& item : items) rows.push_back(store(call, item));
  return {.status = call.route.success_status, .body = "{\"data\":" + json_array(rows) + "}"};
}

}  // namespace

Response create_stock_adjustments(Call& call) {
  for (const JsonMember& member : call.body.all()) {
    if (member.name != "stock_adjustments") throw ApiError(400, "unknown member " + member.name);
  }
  return all_or_nothing(call, object_list(call.body, "stock_adjustments"), check_adjustment,
                        store_adjustment);
}

Response upsert_reorder_points(Call& call) {
  return all_or_nothing(call, objects_of(call.items), check_point, store_point);
}

}  // namespace sluice::simulator
