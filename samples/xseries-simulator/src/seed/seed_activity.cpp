#include "seed/seed.hpp"

namespace sluice::simulator {
namespace {

constexpr std::size_t kAuditEvents = 230;
constexpr std::size_t kSeededPrices = 60;

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
  pricing.raw("price", seed_cents(sale.cents)).raw("tax", seed_cents(sale.cents / 5));
  SeedRow item;
  item.text("id", random.uuid()).raw("product", "{\"id\":" + product + "}");
  item.number("quantity", sale.quantity).raw("pricing", pricing.done());
  item.text("status", "confirmed");
  return "[" + item.done() + "]";
}

void add_source(const ShopFrame& frame, SeedRow& row) {
  SeedRow source;
  source.text("register_id", frame.registers.front().id);
  source.text("author_id", frame.users.front().id);
  source.text("outlet_id", frame.outlets.front().id);
  row.raw("source", source.done());
}

// Made from the sale's, to draw nothing from the generator.
std::string payment_id_of(std::string sale) {
  sale[14] = '6';
  return sale;
}

void add_totals(const ShopFrame& frame, const SaleDraft& sale, SeedRow& row) {
  const std::int64_t total = sale.cents * sale.quantity;
  SeedRow totals;
  totals.raw("price", seed_cents(total)).raw("tax", seed_cents(total / 5));
  row.raw("totals", totals.done());
  SeedRow payment;
  payment.text("id", payment_id_of(sale.id));
  payment.raw("type", SeedRow().text("id", frame.payment_types.front().id).done());
  payment.raw("amount", seed_cents(total + total / 5));
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

struct Others {
  std::vector<std::string> products, customers;
};

void seed_sale(Store& store, const ShopFrame& frame, const Others& others, const SaleDraft& sale,
               std::size_t number) {
  Random& random = store.random();
  SeedRow row;
  row.text("id", sale.id).text("state", sale.state).raw("attributes", "[]");
  row.raw("customer_id", any_or_null(random, others.customers)).text("date", iso_z(sale.at));
  row.text("created_at", iso_z(sale.at)).text("updated_at", iso_z(sale.at)).null("deleted_at");
  row.text("invoice_number", "R1" + std::to_string(1000 + number)).null("note");
  add_source(frame, row);
  row.raw("line_items", line_items(random, sale, any_or_null(random, others.products)));
  add_totals(frame, sale, row);
  const std::int64_t version = store.next_version();
  row.raw("_metadata", SeedRow().number("version", version).done());
  store.table("sales").put({.id = sale.id, .version = version, .text = row.done()});
}

std::vector<SaleDraft> seed_sales(Store& store, const ShopFrame& frame, std::size_t count) {
  const Others others{live_ids(store, "products"), live_ids(store, "customers")};
  std::vector<SaleDraft> sales;
  for (std::size_t i = 1; i <= count; ++i) {
    sales.push_back(draft_sale(store.random()));
    seed_sale(store, frame, others, sales.back(), i);
  }
  return sales;
}

void seed_history(Store& store, const std::string& fulfillment, std::int64_t at) {
  static constexpr const char* kSteps[] = {"CREATED", "PICKED", "PACKED"};
  for (std::size_t i = 0; i < 3; ++i) {
    SeedRow row;
    const std::string id = fulfillment + "-" + std::to_string(i + 1);
    row.text("id", id).text("fulfillment_id", fulfillment).text("event", kSteps[i]);
    row.text("occurred_at", iso_z(at + static_cast<std::int64_t>(i) * 3'600'000));
    store.table("fulfillment_history")
        .put(
            {.id = id, .version = store.next_version(), .text = row.done(), .parent = fulfillment});
  }
}

std::string fulfillment_line(Random& random, std::int64_t quantity) {
  SeedRow line;
  line.text("id", random.uuid()).number("quantity", quantity);
  line.number("quantity_picked", 0).number("quantity_packed", 0).number("quantity_fulfilled", 0);
  return line.done();
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
    row.number("version", random.between(1, 5));
    row.raw("line_items", "[" + fulfillment_line(random, sales[i].quantity) + "]");
    row.text("created_at", iso_z(sales[i].at));
    store.table("fulfillments").put({id, store.next_version(), false, row.done()});
    seed_history(store, id, sales[i].at);
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
  const std::vector<std::string> books = live_ids(store, "price_books");
  const std::vector<std::string> products = live_ids(store, "products");
  for (std::size_t i = 0; i < std::min(kSeededPrices, products.size()); ++i) {
    Random& random = store.random();
    const std::string id = random.uuid();
    const std::int64_t version = store.next_version();
    SeedRow row;
    row.text("id", id).text("price_book_id", books[i % books.size()]);
    row.text("product_id", products[i]).raw("price", seed_cents(random.between(100, 9'999)));
    row.null("min_units").null("max_units").null("deleted_at").number("version", version);
    store.table("price_book_products").put({id, version, false, row.done()});
  }
}

}  // namespace

void seed_activity(Store& store, const ShopFrame& frame, std::size_t sales) {
  seed_price_book_products(store);
  const std::vector<SaleDraft> past = seed_sales(store, frame, sales);
  seed_fulfillments(store, frame, past);
  seed_audit(store, frame);
}

void seed_recent_sales(Store& store, const ShopFrame& frame, std::size_t count,
                       std::int64_t now_ms) {
  constexpr std::int64_t kWeekMs = 7 * 86'400'000LL;
  const Others others{live_ids(store, "products"), live_ids(store, "customers")};
  const std::int64_t step = kWeekMs / static_cast<std::int64_t>(count + 1);
  for (std::size_t i = 1; i <= count; ++i) {
    SaleDraft sale = draft_sale(store.random());
    sale.state = "closed";
    sale.at = now_ms - kWeekMs + step * static_cast<std::int64_t>(i);
    seed_sale(store, frame, others, sale, 10'000 + i);
  }
}

}  // namespace sluice::simulator
