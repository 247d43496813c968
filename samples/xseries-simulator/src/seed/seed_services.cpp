// Quotes, services with their items, and the statuses of services.

#include "seed/seed.hpp"
#include "seed/seed_words.hpp"

namespace sluice::simulator {
namespace {

void put_unversioned(Store& store, const char* table, const std::string& id, const SeedRow& row,
                     const std::string& parent = {}) {
  store.table(table).put(
      {.id = id, .version = store.next_version(), .text = row.done(), .parent = parent});
}

void seed_quote(Store& store, const ShopFrame& frame, const std::string& customer,
                const std::string& id) {
  Random& random = store.random();
  const std::string time = iso_z(seed_time(random));
  SeedRow row;
  row.text("id", id).text("status", "OPEN").text("customer_id", customer);
  row.text("register_id", frame.registers.front().id).text("user_id", frame.users.front().id);
  row.text("outlet_id", frame.outlets.front().id);
  const std::int64_t cents = random.between(500, 99'999);
  row.raw("total_tax", seed_cents(cents / 5)).raw("total_price", seed_cents(cents));
  row.raw("grand_total", seed_cents(cents + cents / 5)).number("loyalty", 0);
  row.null("expired_at").text("short_code", "Q" + id).null("note").null("deleted_at");
  row.text("created_at", time)
      .text("updated_at", time)
      .raw("products", "[]")
      .raw("sales_ids", "[]");
  put_unversioned(store, "quotes", id, row);
}

// Times of services carry fractions of a second.
std::string fractional(std::int64_t ms) {
  std::string time = iso_z(ms);
  return time.insert(time.size() - 1, ".919065");
}

void seed_service(Store& store, const ShopFrame& frame, const std::string& customer,
                  const std::string& id, std::size_t number) {
  Random& random = store.random();
  const std::int64_t at = seed_time(random);
  SeedRow item;
  item.text("item_id", std::to_string(61'000 + number)).text("customer_id", customer);
  item.text("item_name", pick_word(random, Words::kGood)).text("serial_number", "SI-" + id);
  item.null("description").text("initial_condition", "used");
  SeedRow agenda;
  agenda.text("date", iso_z(at + 86'400'000).substr(0, 10)).number("minutes_scheduled", 30);
  SeedRow service;
  service.text("id", id).text("status", "open").text("customer_id", customer).null("sale_id");
  service.text("outlet_id", frame.outlets[number % frame.outlets.size()].id);
  service.text("register_id", frame.registers.front().id);
  service.text("created_at", fractional(at)).text("updated_at", fractional(at));
  service.raw("agenda", agenda.done());
  SeedRow row;
  row.raw("service", service.done()).raw("service_item", item.done()).raw("notes", "[]");
  put_unversioned(store, "services", id, row);
  put_unversioned(store, "service_items", std::to_string(61'000 + number), item, customer);
}

void seed_statuses(Store& store) {
  static constexpr const char* kNames[] = {"Open", "In progress", "Waiting for parts", "Done"};
  for (std::size_t i = 0; i < 4; ++i) {
    const std::string id = store.random().uuid();
    const std::string time = fractional(seed_time(store.random()));
    SeedRow row;
    row.text("id", id).text("status_key", "status_" + std::to_string(i));
    row.text("display_name", kNames[i]).number("display_order", static_cast<std::int64_t>(i));
    row.truth("system_default", i != 2).text("created_at", time).text("updated_at", time);
    put_unversioned(store, "service_statuses", id, row);
  }
}

}  // namespace

void seed_services(Store& store, const ShopFrame& frame, std::size_t rows) {
  const std::vector<std::string> customers = live_ids(store, "customers");
  for (std::size_t i = 0; i < rows && !customers.empty(); ++i) {
    // Two in a row for one customer, so a list of one customer has more than one row.
    const std::string& customer = customers[i / 2 % customers.size()];
    seed_quote(store, frame, customer, std::to_string(51'000 + i));
    seed_service(store, frame, customer, std::to_string(41'000 + i), i);
  }
  seed_statuses(store);
}

}  // namespace sluice::simulator
