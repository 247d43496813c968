// Partner billing: subscriptions, and the tokens with which a retailer confirms them.

#include "api/row_writer.hpp"
#include "common/api_error.hpp"
#include "common/json_object.hpp"
#include "writes/back_office.hpp"

namespace sluice::simulator {
namespace {

constexpr const char* kTokens = "partner_tokens";

}  // namespace

Response partner_subscriptions_list(Call& call) {
  std::vector<std::string> rows;
  for (const auto& [version, row] : call.table("partner_subscriptions").by_version()) {
    if (!row->deleted) rows.push_back(row->text);
  }
  const std::string data = rows.empty() ? "null" : json_array(rows);
  return {.status = call.route.success_status, .body = "{\"data\":" + data + "}"};
}

Response get_partner_subscription(Call& call) {
  const Row* row = call.table("partner_subscriptions").find(call.param("subscription_id"));
  if (row == nullptr) throw ApiError(404, "subscription not found");
  return {.status = call.route.success_status, .body = "{\"data\":" + row->text + "}"};
}

// The data of the body is stored with the token.
Response create_partner_token(Call& call) {
  const std::string token = call.shop.store.random().uuid();
  JsonMembers row = call.body;
  row.set("token", quote(token));
  row.set("status", "\"PENDING\"");
  row.set("created_at", now_in(call.shop, kTokens));
  const Row& stored = store_version(call.shop, kTokens, token, std::move(row));
  return {.status = call.route.success_status, .body = "{\"data\":" + stored.text + "}"};
}

Response get_partner_token(Call& call) {
  const Row* row = call.table(kTokens).find(call.param("partner_subscription_token"));
  if (row == nullptr) throw ApiError(404, "token not found");
  return {.status = call.route.success_status, .body = "{\"data\":" + row->text + "}"};
}

}  // namespace sluice::simulator
