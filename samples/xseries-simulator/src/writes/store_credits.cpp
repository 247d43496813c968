#include <algorithm>

#include "api/row_response.hpp"
#include "api/row_writer.hpp"
#include "common/api_error.hpp"
#include "common/body_reader.hpp"
#include "common/decimal.hpp"
#include "common/json_object.hpp"
#include "common/stored_row.hpp"
#include "lists/list_query.hpp"
#include "writes/money.hpp"
#include "writes/people.hpp"

namespace sluice::simulator {
namespace {

constexpr const char* kStoreCredits = "store_credits";
constexpr const char* kCreditTransactions = "store_credit_transactions";

const Row& existing_credit(Call& call) {
  const Row* row = call.table(kStoreCredits).find(call.param("customerId"));
  if (row == nullptr) throw ApiError(404, "the customer has no store credit");
  return *row;
}

JsonMembers new_credit(Call& call, const std::string& customer) {
  JsonMembers row;
  row.set("id", quote(call.shop.store.random().uuid()));
  row.set("customer_id", quote(customer));
  row.set("created_at", now_in(call.shop, kStoreCredits));
  for (const char* name : {"balance", "total_credit_issued", "total_credit_redeemed"}) {
    row.set(name, "0");
  }
  row.set(kCreditTransactions, "[]");
  return row;
}

Decimal held(Call& call, const std::string& customer) {
  Decimal sum;
  for (const auto& [version, row] : call.table("store_credit_holds").children(customer)) {
    if (!row->deleted) sum = sum + decimal_member(members_of(*row), "amount");
  }
  return sum;
}

Decimal available(Call& call, const JsonMembers& credit) {
  return decimal_member(credit, "balance") - held(call, stored_text(credit, "customer_id"));
}

std::string balance_text(Call& call, const JsonMembers& credit) {
  JsonObject row;
  row.raw("customer_id", *credit.find("customer_id")).raw("balance", *credit.find("balance"));
  row.raw("available_balance", available(call, credit).shortest());
  return row.done();
}

struct CreditBooking {
  std::string type;
  std::string client_id;
  Decimal size;  // never negative: the type gives the direction
};

CreditBooking read_booking(Call& call) {
  const std::string type = required_text(call.body, "type", 422);
  if (type != "ISSUE" && type != "REDEMPTION" && type != "REVERSE") {
    throw ApiError(422, "type must be ISSUE, REDEMPTION or REVERSE");
  }
  const bool issue = type == "ISSUE";
  const char* scope = issue ? "store_credits:write:issue" : "store_credits:write:redeem";
  if (call.shop.settings.strict_scopes && !satisfies(call.grant, scope)) {
    throw ApiError(403, "user missing required permissions");
  }
  const std::string client_id = required_text(call.body, "client_id", 422);
  const Decimal amount = decimal_member(call.body, "amount");
  if (amount.zero()) throw ApiError(422, "amount cannot be 0");
  return {type, client_id, amount.negative() ? -amount : amount};
}

const JsonMembers* with_client_id(const std::vector<JsonMembers>& known,
                                  const CreditBooking& booking, const std::string& type) {
  const auto found = std::find_if(known.begin(), known.end(), [&](const JsonMembers& row) {
    return stored_text(row, "client_id") == booking.client_id && stored_text(row, "type") == type;
  });
  return found == known.end() ? nullptr : &*found;
}

// A REVERSE has the client id of what it reverses, so the type belongs to the key there.
std::optional<std::string> repeated(const std::vector<JsonMembers>& known,
                                    const CreditBooking& booking) {
  if (const JsonMembers* first = with_client_id(known, booking, booking.type)) {
    if (decimal_member(*first, "amount") != booking.size) {
      throw ApiError(409, "client_id was used with other data");
    }
    return first->text();
  }
  const char* other = booking.type == "ISSUE" ? "REDEMPTION" : "ISSUE";
  if (booking.type != "REVERSE" && with_client_id(known, booking, other) != nullptr) {
    throw ApiError(409, "client_id was used with other data");
  }
  return std::nullopt;
}

void check_booking(Call& call, const JsonMembers& credit, const std::vector<JsonMembers>& known,
                   const CreditBooking& booking) {
  if (booking.type == "REDEMPTION" && available(call, credit) < booking.size) {
    throw ApiError(422, "the store credit balance is too low");
  }
  if (booking.type == "REVERSE" && with_client_id(known, booking, "REDEMPTION") == nullptr) {
    throw ApiError(422, "client_id names no redemption");
  }
}

std::string transaction_text(Call& call, const CreditBooking& booking) {
  JsonObject row;
  row.text("id", call.shop.store.random().uuid()).raw("amount", booking.size.shortest());
  row.text("client_id", booking.client_id).text("type", booking.type);
  row.raw("created_at", now_in(call.shop, kStoreCredits));
  for (const char* name : {"notes", "sale_id", "user_id"}) {
    const std::string* raw = call.body.find(name);
    row.raw(name, raw == nullptr ? "null" : *raw);
  }
  return row.done();
}

void add_to(JsonMembers& credit, const char* name, Decimal by) {
  credit.set(name, (decimal_member(credit, name) + by).shortest());
}

void move_totals(JsonMembers& credit, const CreditBooking& booking) {
  const bool redeems = booking.type == "REDEMPTION";
  add_to(credit, "balance", redeems ? -booking.size : booking.size);
  if (booking.type == "ISSUE") add_to(credit, "total_credit_issued", booking.size);
  if (redeems) add_to(credit, "total_credit_redeemed", booking.size);
  if (booking.type == "REVERSE") add_to(credit, "total_credit_redeemed", -booking.size);
}

std::string with_customer(Call& call, const Row& row) {
  const Row* customer = call.table("customers").find(row.id);
  if (customer == nullptr) return row.text;
  JsonMembers members = members_of(row);
  members.set("customer", customer->text);
  return members.text();
}

}  // namespace

Response store_credits_list(Call& call) {
  const std::size_t size = page_size_parameter(call.query, 1000, 1000);
  const std::vector<std::string> includes = call.query.all("includes[]");
  const bool embed = std::find(includes.begin(), includes.end(), "customer") != includes.end();
  std::vector<std::string> rows;
  for (const auto& [version, row] : call.table().by_version()) {
    if (rows.size() < size) rows.push_back(embed ? with_customer(call, *row) : row->text);
  }
  return {.status = call.route.success_status, .body = json_array(rows)};
}

Response store_credits_report(Call& call) {
  Decimal issued, redeemed, balance;
  for (const auto& [version, row] : call.table().by_version()) {
    const JsonMembers credit = members_of(*row);
    issued = issued + decimal_member(credit, "total_credit_issued");
    redeemed = redeemed + decimal_member(credit, "total_credit_redeemed");
    balance = balance + decimal_member(credit, "balance");
  }
  JsonObject report;
  report.raw("total_credit_issued", issued.shortest());
  report.raw("total_credit_redeemed", redeemed.shortest()).raw("balance", balance.shortest());
  report.number("customer_count", static_cast<std::int64_t>(call.table().size()));
  return {.status = call.route.success_status, .body = report.done()};
}

Response get_store_credit(Call& call) {
  return {.status = call.route.success_status, .body = existing_credit(call).text};
}

Response store_credit_balance(Call& call) {
  return {.status = call.route.success_status,
          .body = balance_text(call, members_of(existing_credit(call)))};
}

Response store_credits_bulk(Call& call) {
  std::vector<std::string> rows;
  for (const std::string& id : texts_of(call.items)) {
    const Row* row = call.table(kStoreCredits).find(id);
    if (row != nullptr) rows.push_back(row->text);
  }
  return data_rows(call, rows);
}

Response store_credit_balances_bulk(Call& call) {
  std::vector<std::string> rows;
  for (const std::string& id : texts_of(call.items)) {
    const Row* row = call.table(kStoreCredits).find(id);
    if (row != nullptr) rows.push_back(balance_text(call, members_of(*row)));
  }
  return data_rows(call, rows);
}

Response create_store_credit_transaction(Call& call) {
  const std::string customer = named_customer(call, "customerId");
  const CreditBooking booking = read_booking(call);
  const Row* row = call.table(kStoreCredits).find(customer);
  JsonMembers credit = row == nullptr ? new_credit(call, customer) : members_of(*row);
  const std::vector<JsonMembers> known = object_list(credit, kCreditTransactions);
  if (const std::optional<std::string> first = repeated(known, booking)) {
    return {.status = call.route.success_status, .body = *first};
  }
  check_booking(call, credit, known, booking);
  const std::string text = transaction_text(call, booking);
  std::vector<std::string> all =
      parse_array(*credit.find(kCreditTransactions)).value_or(std::vector<std::string>{});
  all.push_back(text);
  credit.set(kCreditTransactions, json_array(all));
  move_totals(credit, booking);
  store_version(call.shop, kStoreCredits, customer, std::move(credit));
  return {.status = call.route.success_status, .body = text};
}

Response hold_store_credit(Call& call) {
  const std::string customer = named_customer(call, "customerId");
  const Decimal amount = decimal_member(call.body, "amount");
  if (amount.zero() || amount.negative()) throw ApiError(400, "amount must be positive");
  if (available(call, members_of(existing_credit(call))) < amount) {
    throw ApiError(400, "the store credit balance is too low");
  }
  const std::string id = call.shop.store.random().uuid();
  JsonMembers row;
  row.set("reference_id", quote(id));
  row.set("customer_id", quote(customer));
  row.set("amount", amount.shortest());
  return {.status = call.route.success_status,
          .body = store_child(call.shop, "store_credit_holds", customer, id, std::move(row)).text};
}

Response reverse_store_credit_hold(Call& call) {
  named_customer(call, "customerId");
  const Row* hold = call.table("store_credit_holds").find(required_text(call.body, "reference_id"));
  if (hold == nullptr || hold->deleted || hold->parent != call.param("customerId")) {
    throw ApiError(404, "hold not found");
  }
  store_deleted(call.shop, "store_credit_holds", *hold);
  return {.status = call.route.success_status, .body = {}};
}

}  // namespace sluice::simulator
