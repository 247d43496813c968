// Gift cards and store credits, each with the transactions that its balance comes from.

#include <algorithm>

#include "seed/seed.hpp"

namespace sluice::simulator {
namespace {

void seed_gift_card(Store& store, std::size_t number) {
  Random& random = store.random();
  const std::string id = random.uuid();
  const std::string amount = seed_cents(random.between(1'000, 20'000));
  const std::string time = iso_z(seed_time(random));
  SeedRow opening;
  opening.text("id", random.uuid()).text("amount", amount).text("client_id", random.uuid());
  opening.text("created_at", time).text("source", "sale").null("source_id");
  opening.text("type", "ACTIVATION").null("user_id");
  SeedRow row;
  row.text("id", id).text("number", "GC" + std::to_string(100'000 + number));
  row.text("status", "ACTIVE").text("balance", amount).text("total_sold", amount);
  row.text("total_redeemed", "0.00").null("expires_at").null("sale_id");
  row.text("created_at", time).text("updated_at", time);
  row.raw("gift_card_transactions", "[" + opening.done() + "]");
  const std::int64_t version = store.next_version();
  row.number("version", version);
  store.table("gift_cards").put({.id = id, .version = version, .text = row.done()});
}

void seed_store_credit(Store& store, const std::string& customer) {
  Random& random = store.random();
  const std::string amount = seed_cents(random.between(500, 9'900));
  const std::string time = iso_z(seed_time(random));
  SeedRow issue;
  issue.text("id", random.uuid()).raw("amount", amount).text("client_id", random.uuid());
  issue.text("type", "ISSUE")
      .text("created_at", time)
      .null("notes")
      .null("sale_id")
      .null("user_id");
  SeedRow row;
  row.text("id", random.uuid()).text("customer_id", customer).text("created_at", time);
  row.raw("balance", amount).raw("total_credit_issued", amount).raw("total_credit_redeemed", "0");
  row.raw("store_credit_transactions", "[" + issue.done() + "]");
  const std::int64_t version = store.next_version();
  store.table("store_credits").put({.id = customer, .version = version, .text = row.done()});
}

}  // namespace

void seed_money(Store& store, std::size_t rows) {
  for (std::size_t i = 1; i <= rows; ++i) seed_gift_card(store, i);
  const std::vector<std::string> customers = live_ids(store, "customers");
  for (std::size_t i = 0; i < std::min(rows, customers.size()); ++i) {
    seed_store_credit(store, customers[i]);
  }
}

}  // namespace sluice::simulator
