
#include "api/row_writer.hpp"
#include "common/api_error.hpp"
#include "common/body_reader.hpp"
#include "common/decimal.hpp"
#include "common/json_object.hpp"
#include "common/stored_row.hpp"
#include "writes/money.hpp"

namespace sluice::simulator {
namespace {

constexpr const char* kGiftCards = "gift_cards";
constexpr const char* kCardTransactions = "gift_card_transactions";

const Row* card_with_number(Call& call, const std::string& number) {
  const std::string needle = "\"number\":" + quote(number);
  for (const auto& [version, row] : call.table(kGiftCards).by_version()) {
    if (row->text.find(needle) != std::string::npos) return row;
  }
  return nullptr;
}

// The path names a card by its id or by its number.
const Row& named_card(Call& call) {
  const Row* row = call.match.params.contains("id") ? call.table(kGiftCards).find(call.param("id"))
                                                    : card_with_number(call, call.id());
  if (row == nullptr) throw ApiError(404, "gift card not found");
  return *row;
}

Response with_card(const Call& call, const std::string& text) {
  const bool bare = call.route.envelope == "bare object";
  return {.status = call.route.success_status, .body = bare ? text : "{\"data\":" + text + "}"};
}

struct CardBooking {
  std::string type;
  Decimal amount;
  std::string client_id;
};

std::string transaction_text(Call& call, const JsonMembers& card, const CardBooking& booking) {
  const std::string user = text_or_empty(call.body, "user_id");
  JsonObject row;
  row.text("id", call.shop.store.random().uuid()).text("amount", booking.amount.money());
  row.raw("client_id", booking.client_id.empty() ? "null" : quote(booking.client_id));
  row.raw("created_at", now_in(call.shop, kGiftCards)).text("source", "api").null("source_id");
  row.text("type", booking.type).raw("user_id", user.empty() ? "null" : quote(user));
  row.raw("gift_card_id", *card.find("id")).raw("gift_card_number", *card.find("number"));
  return row.done();
}

// Adds the transaction, changes the balance, returns the transaction.
std::string book(Call& call, JsonMembers card, const CardBooking& booking) {
  std::string text = transaction_text(call, card, booking);
  std::vector<std::string> all =
      parse_array(*card.find(kCardTransactions)).value_or(std::vector<std::string>{});
  all.push_back(text);
  card.set(kCardTransactions, json_array(all));
  card.set("balance", quote((decimal_member(card, "balance") + booking.amount).money()));
  const char* total = booking.amount.negative() ? "total_redeemed" : "total_sold";
  const Decimal size = booking.amount.negative() ? -booking.amount : booking.amount;
  if (booking.type == "REDEEMING" || booking.type == "RELOADING") {
    card.set(total, quote((decimal_member(card, total) + size).money()));
  }
  if (booking.type == "VOIDING") card.set("status", "\"VOIDED\"");
  const std::string id = stored_text(card, "id");
  store_version(call.shop, kGiftCards, id, std::move(card));
  return text;
}

struct Found {
  JsonMembers card;
  JsonMembers transaction;
};

Found named_transaction(Call& call) {
  const std::string& id = call.param("transaction_id");
  for (const auto& [version, row] : call.table(kGiftCards).by_version()) {
    if (row->text.find(id) == std::string::npos) continue;
    JsonMembers card = members_of(*row);
    for (JsonMembers& transaction : object_list(card, kCardTransactions)) {
      if (stored_text(transaction, "id") == id) return {std::move(card), std::move(transaction)};
    }
  }
  throw ApiError(404, "gift card transaction not found");
}

Decimal amount_of(Call& call) {
  const std::optional<std::string> text = as_text(call.body.find("amount"));
  const std::optional<Decimal> amount = text ? Decimal::parse(*text) : std::nullopt;
  if (!amount || amount->zero()) throw ApiError(422, "amount must be a decimal string, not 0");
  return *amount;
}

// The transaction with this client id anywhere in the shop: its text, when the data is the same.
std::optional<std::string> repeated(Call& call, const JsonMembers& card,
                                    const CardBooking& booking) {
  const std::string needle = "\"client_id\":" + quote(booking.client_id);
  for (const auto& [version, row] : call.table(kGiftCards).by_version()) {
    if (row->text.find(needle) == std::string::npos) continue;
    for (const JsonMembers& known : object_list(members_of(*row), kCardTransactions)) {
      if (stored_text(known, "client_id") != booking.client_id) continue;
      const bool same = row->id == stored_text(card, "id") &&
                        stored_text(known, "type") == booking.type &&
                        stored_text(known, "amount") == booking.amount.money();
      if (!same) throw ApiError(409, "client_id was used with other data");
      return known.text();
    }
  }
  return std::nullopt;
}

void check_booking(const JsonMembers& card, const CardBooking& booking) {
  if (booking.type != "REDEEMING" && booking.type != "RELOADING") {
    throw ApiError(422, "type must be REDEEMING or RELOADING");
  }
  if (booking.amount.negative() != (booking.type == "REDEEMING")) {
    throw ApiError(422, "amount is negative for REDEEMING and positive for RELOADING");
  }
  if (stored_text(card, "status") != "ACTIVE") throw ApiError(422, "the gift card is not active");
  if ((decimal_member(card, "balance") + booking.amount).negative()) {
    throw ApiError(422, "the gift card balance is too low");
  }
}

}  // namespace

Response create_gift_card(Call& call) {
  const std::string number = required_text(call.body, "number", 422);
  const Decimal amount = amount_of(call);
  if (amount.negative()) throw ApiError(422, "amount must be positive");
  if (card_with_number(call, number) != nullptr) {
    throw ApiError(422, "the gift card is already activated");
  }
  const std::string id = call.shop.store.random().uuid();
  const std::string now = now_in(call.shop, kGiftCards);
  JsonMembers card;
  card.set("id", quote(id));
  card.set("number", quote(number));
  card.set("status", "\"ACTIVE\"");
  card.set("balance", "\"0.00\"");
  card.set("total_sold", quote(amount.money()));
  card.set("total_redeemed", "\"0.00\"");
  const std::string* expires = call.body.find("expires_at");
  card.set("expires_at", expires == nullptr ? "null" : *expires);
  card.set("sale_id", "null");
  card.set("created_at", now);
  card.set("updated_at", now);
  card.set(kCardTransactions, "[]");
  book(call, std::move(card), {"ACTIVATION", amount, ""});
  return with_card(call, call.table(kGiftCards).find(id)->text);
}

Response get_gift_card(Call& call) { return with_card(call, named_card(call).text); }

Response void_gift_card(Call& call) {
  const Row& row = named_card(call);
  const std::string id = row.id;
  JsonMembers card = members_of(row);
  if (stored_text(card, "status") == "ACTIVE") {
    const Decimal rest = decimal_member(card, "balance");
    book(call, std::move(card), {"VOIDING", -rest, ""});
  }
  return with_card(call, call.table(kGiftCards).find(id)->text);
}

Response create_gift_card_transaction(Call& call) {
  const JsonMembers card = members_of(named_card(call));
  const CardBooking booking{required_text(call.body, "type", 422), amount_of(call),
                            required_text(call.body, "client_id", 422)};
  if (const std::optional<std::string> first = repeated(call, card, booking)) {
    return with_card(call, *first);
  }
  check_booking(card, booking);
  return with_card(call, book(call, card, booking));
}

Response get_gift_card_transaction(Call& call) {
  return with_card(call, named_transaction(call).card.text());
}

Response reverse_gift_card_transaction(Call& call) {
  Found found = named_transaction(call);
  if (stored_text(found.transaction, "type") != "REDEEMING") {
    throw ApiError(400, "only a REDEEMING transaction can be reversed");
  }
  const std::string reversal = "reversal of " + stored_text(found.transaction, "id");
  for (const JsonMembers& other : object_list(found.card, kCardTransactions)) {
    if (stored_text(other, "client_id") == reversal) {
      throw ApiError(400, "the transaction is already reversed");
    }
  }
  const std::string id = stored_text(found.card, "id");
  const Decimal back = -decimal_member(found.transaction, "amount");
  book(call, std::move(found.card), {"REVERSING", back, reversal});
  return with_card(call, call.table(kGiftCards).find(id)->text);
}

}  // namespace sluice::simulator
