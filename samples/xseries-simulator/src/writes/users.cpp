#include <algorithm>

#include "api/row_response.hpp"
#include "api/row_writer.hpp"
#include "common/api_error.hpp"
#include "common/body_reader.hpp"
#include "common/decimal.hpp"
#include "common/json_object.hpp"
#include "common/stored_row.hpp"
#include "lists/page.hpp"
#include "writes/people.hpp"

namespace sluice::simulator {
namespace {

// The owner of the token: the first user, who is also the primary admin.
const Row& current_user(Call& call) {
  for (const auto& [version, row] : call.table("users").by_version()) {
    if (!row->deleted) return *row;
  }
  throw ApiError(404, "user not found");
}

struct TotalsPeriod {
  const char* label;
  std::int64_t days;
};

constexpr TotalsPeriod kPeriods[] = {{"daily", 1}, {"weekly", 7}, {"monthly", 30}};

std::string totals_of(Call& call, const std::string& user, const TotalsPeriod& period) {
  const std::int64_t now = call.shop.clock.now_ms();
  const std::int64_t from = now - period.days * 86'400'000;
  Decimal total, tax;
  std::int64_t count = 0;
  for (const auto& [version, row] : call.table("sales").by_version()) {
    const JsonMembers sale = members_of(*row);
    const std::int64_t at = parse_iso(stored_text(sale, "date")).value_or(0);
    const bool counts = stored_text(sale, "state") == "closed" && at >= from && at <= now &&
                        stored_text(object_member(sale, "source"), "author_id") == user;
    if (!counts) continue;
    const JsonMembers totals = object_member(sale, "totals");
    total = total + decimal_member(totals, "price");
    tax = tax + decimal_member(totals, "tax");
    ++count;
  }
  JsonObject entry;
  entry.text("label", period.label).text("date_from", iso_z(from)).text("date_to", iso_z(now));
  entry.raw("total", (total + tax).shortest()).raw("revenue", total.shortest());
  entry.raw("tax", tax.shortest()).number("cost", 0).number("discounts", 0).number("loyalty", 0);
  entry.number("sale_count", count);
  return entry.done();
}

}  // namespace

Response users_bulk(Call& call) {
  const std::vector<std::string> ids =
      call.items.empty() ? text_list(call.body, "user_ids") : texts_of(call.items);
  Page page;
  page.has_version = true;
  for (const auto& [version, row] : call.table("users").by_version()) {
    if (!row->deleted && std::find(ids.begin(), ids.end(), row->id) != ids.end()) {
      page.rows.push_back(row);
    }
  }
  return {.status = call.route.success_status, .body = page_body(std::move(page), call.fault)};
}

Response delete_user(Call& call) {
  const Row& row = existing_row(call);
  const bool primary = as_bool(members_of(row).find("is_primary_user")).value_or(false);
  if (primary || row.id == current_user(call).id) throw ApiError(403, "permission denied");
  const std::string id = row.id;
  store_deleted(call.shop, "users", row);
  return {.status = call.route.success_status,
          .body = "{\"data\":[" + call.table("users").find(id)->text + "]}"};
}

// The shop's personal tokens belong to its first user and outlive this: a test that loses its own
// token could not continue.
Response delete_user_sessions(Call& call) {
  existing_row(call);
  return {.status = call.route.success_status, .body = {}};
}

Response user_sale_totals(Call& call) {
  const std::string id = existing_row(call).id;
  std::vector<std::string> rows;
  for (const TotalsPeriod& period : kPeriods) rows.push_back(totals_of(call, id, period));
  return {.status = call.route.success_status, .body = "{\"data\":" + json_array(rows) + "}"};
}

}  // namespace sluice::simulator
