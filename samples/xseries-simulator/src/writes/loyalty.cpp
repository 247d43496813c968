// Loyalty adjustments in bulk: the same session gets the same response, some may fail.

#include "api/row_writer.hpp"
#include "common/api_error.hpp"
#include "common/body_reader.hpp"
#include "common/decimal.hpp"
#include "common/json_object.hpp"
#include "common/stored_row.hpp"
#include "writes/money.hpp"

namespace sluice::simulator {
namespace {

constexpr const char* kSessions = "loyalty_sessions";
constexpr int kPartial = 207;

void check_session_id(const std::string& id) {
  const bool uuid4 = id.size() == 36 && id[8] == '-' && id[13] == '-' && id[14] == '4' &&
                     id[18] == '-' && id[23] == '-';
  if (!uuid4) throw ApiError(400, "session_id must be a uuid of version 4");
}

// The error, or nothing when the adjustment was applied.
std::string adjust(Call& call, const JsonMembers& item) {
  const Row* row = call.table("customers").find(stored_text(item, "customer_id"));
  if (row == nullptr || row->deleted) return "customer not found";
  const std::optional<Decimal> amount = Decimal::read(item.find("amount"));
  if (!amount || amount->zero()) return "amount must be a number, not 0";
  JsonMembers customer = members_of(*row);
  const Decimal balance = decimal_member(customer, "loyalty_balance") + *amount;
  if (balance.negative()) return "the loyalty balance is too low";
  customer.set("loyalty_balance", balance.money());
  store_version(call.shop, "customers", row->id, std::move(customer));
  return {};
}

struct Outcome {
  int status;
  std::string body;
};

Outcome apply(Call& call, const std::vector<JsonMembers>& items) {
  std::vector<std::string> applied, errors;
  for (const JsonMembers& item : items) {
    const std::string error = adjust(call, item);
    if (error.empty()) {
      applied.push_back(item.text());
      continue;
    }
    const std::string* customer = item.find("customer_id");
    errors.push_back(JsonObject()
                         .raw("customer_id", customer == nullptr ? "null" : *customer)
                         .text("error", error)
                         .done());
  }
  return {errors.empty() ? 200 : kPartial,
          "{\"applied\":" + json_array(applied) + ",\"errors\":" + json_array(errors) + "}"};
}

}  // namespace

Response adjust_loyalty(Call& call) {
  const std::string session = required_text(call.body, "session_id");
  check_session_id(session);
  const std::vector<JsonMembers> items = object_list(call.body, "adjustments");
  if (items.empty()) throw ApiError(400, "adjustments is required");
  const std::string asked = *call.body.find("adjustments");
  if (const Row* known = call.table(kSessions).find(session)) {
    const JsonMembers first = members_of(*known);
    if (*first.find("adjustments") != asked) {
      throw ApiError(409, "session_id was used with other adjustments");
    }
    return {.status = static_cast<int>(as_int(first.find("status")).value_or(200)),
            .body = *first.find("answer")};
  }
  const Outcome outcome = apply(call, items);
  JsonMembers row;
  row.set("adjustments", asked);
  row.set("status", std::to_string(outcome.status));
  row.set("answer", outcome.body);
  store_version(call.shop, kSessions, session, std::move(row));
  return {.status = outcome.status, .body = outcome.body};
}

}  // namespace sluice::simulator
