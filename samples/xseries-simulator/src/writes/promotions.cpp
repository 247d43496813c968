#include "writes/promotions.hpp"

#include "api/row_response.hpp"
#include "api/row_writer.hpp"
#include "common/api_error.hpp"
#include "common/body_reader.hpp"
#include "common/decimal.hpp"
#include "common/json_object.hpp"
#include "common/stored_row.hpp"
#include "lists/promotion_match.hpp"

namespace sluice::simulator {
namespace {

constexpr const char* kPromotionMembers[] = {"name",       "description",    "start_time",
                                             "end_time",   "condition",      "action",
                                             "outlet_ids", "channels",       "customer_group_ids",
                                             "status",     "use_promo_code", "loyalty_multiplier"};

void check_promotion(Call& call) {
  required_text(call.body, "name");
  const std::string start = required_text(call.body, "start_time");
  const std::string end = text_or_empty(call.body, "end_time");
  if (!parse_iso(start)) throw ApiError(400, "start_time must be an ISO 8601 time");
  if (!end.empty() && !parse_iso(end)) throw ApiError(400, "end_time must be an ISO 8601 time");
  required_text(object_member(call.body, "action"), "type");
  object_member(call.body, "condition");
  if (!as_bool(call.body.find("use_promo_code"))) {
    throw ApiError(400, "use_promo_code must be a boolean");
  }
}

// Codes come with the promotion, as texts or as objects with a `code`.
void store_codes(Call& call, const std::string& promotion) {
  const std::string* raw = call.body.find("promo_codes");
  if (raw == nullptr) return;
  for (const std::string& item : parse_array(*raw).value_or(std::vector<std::string>{})) {
    const std::optional<JsonMembers> object = JsonMembers::parse(item);
    const std::string code = object ? stored_text(*object, "code") : as_text(&item).value_or("");
    if (code.empty()) throw ApiError(400, "promo_codes must hold codes");
    const std::string id = std::to_string(9'000 + call.table("promo_codes").size());
    JsonMembers row;
    row.set("id", quote(id));
    row.set("code", quote(code));
    row.set("promotion_id", promotion);
    row.set("active", "true");
    store_child(call.shop, "promo_codes", promotion, id, std::move(row));
  }
}

// Full replacement: what is left out is null. The response is not wrapped.
Response store_promotion(Call& call, const std::string& id) {
  JsonMembers row;
  row.set("id", id);
  for (const char* name : kPromotionMembers) {
    const std::string* raw = call.body.find(name);
    row.set(name, raw == nullptr ? "null" : *raw);
  }
  if (*row.find("status") == "null") row.set("status", "\"active\"");
  store_codes(call, id);
  const Row& stored = store_version(call.shop, "promotions", id, std::move(row));
  return {.status = call.route.success_status, .body = stored.text};
}

}  // namespace

Response create_promotion(Call& call) {
  check_promotion(call);
  return store_promotion(call, std::to_string(4'000 + call.table("promotions").size()));
}

Response update_promotion(Call& call) {
  const std::string id = existing_row(call).id;
  check_promotion(call);
  return store_promotion(call, id);
}

Response promo_codes_of(Call& call) {
  const std::string id = existing_row(call).id;
  std::vector<std::string> rows;
  for (const auto& [version, row] : call.table("promo_codes").children(id)) {
    if (!row->deleted) rows.push_back(row->text);
  }
  return {.status = call.route.success_status, .body = "{\"data\":" + json_array(rows) + "}"};
}

Response active_promo_codes(Call& call) {
  JsonObject found;
  for (const std::string& code : texts_of(call.items)) {
    bool active = false;
    for (const auto& [version, row] : call.table("promo_codes").by_version()) {
      const JsonMembers members = members_of(*row);
      active = active || (!row->deleted && stored_text(members, "code") == code &&
                          as_bool(members.find("active")).value_or(false));
    }
    found.truth(code, active);
  }
  return {.status = call.route.success_status, .body = "{\"promocodes\":" + found.done() + "}"};
}

Response delete_promo_codes(Call& call) {
  std::vector<std::string> done;
  std::vector<const Row*> rows;
  for (const std::string& item : call.items) {
    const Row* row = call.table("promo_codes").find(as_text(&item).value_or(item));
    if (row == nullptr || row->deleted) throw ApiError(404, "promo code " + item + " not found");
    rows.push_back(row);
  }
  for (const Row* row : rows) {
    done.push_back(quote(row->id));
    store_deleted(call.shop, "promo_codes", *row);
  }
  return {.status = call.route.success_status, .body = "{\"data\":" + json_array(done) + "}"};
}

namespace {

bool runs_now(Call& call, const JsonMembers& promotion) {
  const std::string now = iso_z(call.shop.clock.now_ms());
  const std::string end = stored_text(promotion, "end_time");
  return stored_text(promotion, "start_time") <= now && (end.empty() || end >= now) &&
         !as_bool(promotion.find("use_promo_code")).value_or(false);
}

// The best percentage of a running promotion that fits the product.
Decimal best_rate(Call& call, const JsonMembers& product, std::string& promotion_id) {
  Decimal best;
  for (const auto& [version, row] : call.table("promotions").by_version()) {
    const JsonMembers promotion = members_of(*row);
    if (row->deleted || !runs_now(call, promotion)) continue;
    const JsonMembers action = object_member(promotion, "action");
    if (stored_text(action, "type") != "basic_percent_discount") continue;
    if (!promotes(action, product)) continue;
    const Decimal rate = decimal_member(action, "value");
    if (rate > best) {
      best = rate;
      promotion_id = row->id;
    }
  }
  return best;
}

std::string discounted(Call& call, JsonMembers line, Decimal& total) {
  const JsonMembers product = object_member(line, "product");
  const std::string id =
      product.all().empty() ? text_or_empty(line, "product_id") : stored_text(product, "id");
  const Row* row = call.table("products").find(id);
  if (row == nullptr) throw ApiError(400, "a line names no product");
  std::string promotion;
  const Decimal rate = best_rate(call, members_of(*row), promotion);
  const JsonMembers pricing = object_member(line, "pricing");
  const Decimal price =
      pricing.all().empty() ? decimal_member(line, "price") : decimal_member(pricing, "price");
  const Decimal discount = price * rate;
  total = total + discount * decimal_member(line, "quantity");
  line.set("discount", discount.shortest());
  line.set("promotion_id", promotion.empty() ? "null" : promotion);
  return line.text();
}

}  // namespace

Response apply_discount(Call& call) {
  const JsonMembers sale = object_member(call.body, "sale");
  const Row* outlet = call.table("outlets").find(required_text(call.body, "outlet_id"));
  if (outlet == nullptr) throw ApiError(400, "outlet_id names no outlet");
  Decimal total;
  std::vector<std::string> lines;
  for (JsonMembers& line : object_list(sale, "line_items")) {
    lines.push_back(discounted(call, std::move(line), total));
  }
  return {.status = call.route.success_status,
          .body = "{\"data\":{\"line_items\":" + json_array(lines) +
                  ",\"total_discount\":" + total.shortest() + "}}"};
}

}  // namespace sluice::simulator
