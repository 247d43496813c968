#include "seed.hpp"

namespace sluice::simulator {
namespace {

constexpr std::size_t kSales = 300;
constexpr std::size_t kAuditEvents = 230;
constexpr std::size_t kPriceBookProducts = 60;

// Nothing to sell in a shop seeded without products.
std::vector<std::string> ids_of(const Store& store, const char* table) {
  std::vector<std::string> ids;
  const Table* found = store.find_table(table);
  if (found == nullptr) return ids;
  for (const auto& [version, row] : found->by_version()) {
    if (!row->deleted) ids.push_back(row->id);
  }
  return ids;
}

std::string any_or_null(Random& random, const std::vector<std::string>& ids) {
  return ids.empty() ? "null" : quote(ids[random.below(ids.size())]);
}

struct SaleDraft {
  std::string id;
  std::string state;
  std::int64_t at;
  std::int64_t quantity;
  std::int64_t cents;
};

std::string line_items(Random& random, const SaleDraft& sale, const std::string& product) {
  SeedRow pricing;
  pricing.raw("price", seed_money(sale.cents)).raw("tax", seed_money(sale.cents / 5));
  SeedRow item;
  item.text("id", random.uuid()).raw("product", "{\"id\":" + product + "}");
  item.number("quantity", sale.quantity).raw("pricing", pricing.done());
  return "[" + item.done() + "]";
}

void add_source(const ShopFrame& frame, SeedRow& row) {
  SeedRow source;
  source.text("register_id", frame.registers.front().id);
  source.text("author_id", frame.users.front().id);
  source.text("outlet_id", frame.outlets.front().id);
  row.raw("source", source.done());
}

void add_totals(const ShopFrame& frame, const SaleDraft& sale, SeedRow& row) {
  const std::int64_t total = sale.cents * sale.quantity;
  SeedRow totals;
  totals.raw("price", seed_money(total)).raw("tax", seed_money(total / 5));
  row.raw("totals", totals.done());
  SeedRow payment;
  payment.text("payment_type_id", frame.payment_types.front().id);
  payment.raw("amount", seed_money(total + total / 5));
  row.raw("payments", sale.state == "closed" ? "[" + payment.done() + "]" : "[]");
}

// A return has a negative quantity.
SaleDraft draft_sale(Random& random) {
  static constexpr const char* kStates[] = {"closed", "closed", "closed", "parked", "voided"};
  const std::string id = random.uuid();
  const std::int64_t quantity = random.chance(0.05) ? -1 : random.between(1, 4);
  const std::string state = kStates[random.below(5)];
  return {id, state, seed_time(random), quantity, random.between(100, 9'999)};
}

std::vector<SaleDraft> seed_sales(Store& store, const ShopFrame& frame) {
  const std::vector<std::string> products = ids_of(store, "products");
  const std::vector<std::string> customers = ids_of(store, "customers");
  std::vector<SaleDraft> sales;
  for (std::size_t i = 1; i <= kSales; ++i) {
    Random& random = store.random();
    const SaleDraft sale = draft_sale(random);
    SeedRow row;
    row.text("id", sale.id).text("state", sale.state).raw("attributes", "[]");
    row.raw("customer_id", any_or_null(random, customers)).text("date", iso_z(sale.at));
    row.text("created_at", iso_z(sale.at)).text("updated_at", iso_z(sale.at)).null("deleted_at");
    row.text("invoice_number", "R1" + std::to_string(1000 + i)).null("note");
    add_source(frame, row);
    row.raw("line_items", line_items(random, sale, any_or_null(random, products)));
    add_totals(frame, sale, row);
    const std::int64_t version = store.next_version();
    row.raw("_metadata", SeedRow().number("version", version).done());
    store.table("sales").put({sale.id, version, false, row.done()});
    sales.push_back(sale);
  }
  return sales;
}

// A fulfillment's own `version` is a small number of its own, not the retailer's counter.
void seed_fulfillments(Store& store, const ShopFrame& frame, const std::vector<SaleDraft>& sales) {
  static constexpr const char* kStates[] = {"OPEN", "PICKED", "PACKED", "FULFILLED"};
  for (std::size_t i = 0; i < sales.size(); i += 7) {
    Random& random = store.random();
    const std::string id = std::to_string(700'000 + i);
    SeedRow row;
    row.text("id", id).text("sale_id", sales[i].id);
    row.text("outlet_id", frame.outlets[i % frame.outlets.size()].id);
    row.text("fulfillment_type", random.chance(0.5) ? "PICKUP" : "DELIVERY");
    row.text("fulfillment_state", kStates[random.below(4)]);
    row.number("version", random.between(1, 5)).raw("line_items", "[]");
    row.text("created_at", iso_z(sales[i].at));
    store.table("fulfillments").put({id, store.next_version(), false, row.done()});
  }
}

void seed_audit(Store& store, const ShopFrame& frame) {
  static constexpr const char* kTypes[] = {"product", "customer", "security"};
  std::int64_t at = 1'780'000'000'000;
  for (std::size_t i = 1; i <= kAuditEvents; ++i) {
    Random& random = store.random();
    at += random.between(1, 600) * 1000;
    const std::string id = std::to_string(9'000'000'000 + static_cast<std::int64_t>(i));
    SeedRow row;
    row.text("id", id).text("user_id", frame.users[random.below(frame.users.size())].id);
    row.text("type", kTypes[random.below(3)]).text("action", "update");
    row.text("occurred_at", iso_z(at)).raw("data", R"({"at":"2020-01-15 00:18:52"})");
    store.table("auditlog_events").put({id, store.next_version(), false, row.done()});
  }
}

void seed_price_book_products(Store& store) {
  const std::vector<std::string> books = ids_of(store, "price_books");
  const std::vector<std::string> products = ids_of(store, "products");
  for (std::size_t i = 0; i < std::min(kPriceBookProducts, products.size()); ++i) {
    Random& random = store.random();
    const std::string id = random.uuid();
    const std::int64_t version = store.next_version();
    SeedRow row;
    row.text("id", id).text("price_book_id", books[i % books.size()]);
    row.text("product_id", products[i]).raw("price", seed_money(random.between(100, 9'999)));
    row.null("min_units").null("max_units").null("deleted_at").number("version", version);
    store.table("price_book_products").put({id, version, false, row.done()});
  }
}

}  // namespace

void seed_activity(Store& store, const ShopFrame& frame) {
  seed_price_book_products(store);
  const std::vector<SaleDraft> sales = seed_sales(store, frame);
  seed_fulfillments(store, frame, sales);
  seed_audit(store, frame);
}

}  // namespace sluice::simulator
