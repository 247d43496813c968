#include "seed/seed.hpp"

#include <functional>

namespace sluice::simulator {
namespace {

// Members after id and name; those of every row follow in `finish`.
using Extra = std::function<void(SeedRow&, std::size_t)>;

void no_extra(SeedRow&, std::size_t) {}

struct FrameTable {
  const char* name;
  std::vector<std::string> names;
  bool last_deleted = false;
};

std::vector<Named> seed_named(Store& store, const FrameTable& plan, const Extra& extra) {
  std::vector<Named> rows;
  for (std::size_t i = 0; i < plan.names.size(); ++i) {
    Random& random = store.random();
    const std::string id = random.uuid();
    const std::int64_t created = seed_time(random);
    const bool deleted = plan.last_deleted && i + 1 == plan.names.size();
    const std::int64_t version = store.next_version();
    SeedRow row;
    row.text("id", id).text("name", plan.names[i]);
    extra(row, i);
    row.text("created_at", iso_offset(created))
        .text("updated_at", iso_offset(created + 86'400'000));
    if (deleted) {
      row.text("deleted_at", iso_offset(created + 172'800'000));
    } else {
      row.null("deleted_at");
      rows.push_back({id, plan.names[i]});
    }
    row.number("version", version);
    store.table(plan.name).put({id, version, deleted, row.done()});
  }
  return rows;
}

std::vector<std::string> numbered(const std::string& stem, int count) {
  std::vector<std::string> names;
  for (int i = 1; i <= count; ++i) names.push_back(stem + " " + std::to_string(i));
  return names;
}

void seed_outlets(Store& store, ShopFrame& frame, const Settings& settings) {
  frame.taxes = seed_named(store, {"taxes", {"No Tax", "GST", "MwSt. 20 %"}},
                           [](SeedRow& row, std::size_t i) {
                             static constexpr const char* kRates[] = {"0", "0.15", "0.20"};
                             row.text("display_name", i == 1 ? "GST (15%)" : "Tax");
                             row.truth("is_default", i == 2).raw("rate", kRates[i]);
                             row.raw("rates", "[{\"rate\":" + std::string(kRates[i]) + "}]");
                           });
  frame.outlets = seed_named(
      store, {"outlets", {"Main Outlet", "Hafenstraße", "Náměstí"}},
      [&frame](SeedRow& row, std::size_t i) {
        row.text("default_tax_id", frame.taxes[i].id).text("currency", "EUR");
        row.text("currency_symbol", "€").text("display_prices", "inclusive");
        row.text("time_zone", "Europe/Vienna").text("physical_country_id", i == 2 ? "CZ" : "AT");
      });
  frame.registers = seed_named(
      store, {"registers", numbered("Register", settings.registers)},
      [&frame](SeedRow& row, std::size_t i) {
        row.text("outlet_id", frame.outlets[i % frame.outlets.size()].id).truth("is_open", i == 0);
        row.text("invoice_prefix", "R" + std::to_string(i + 1)).number("invoice_sequence", 1000);
        row.raw("register_open_time", "null").raw("register_close_time", "null");
      });
}

void seed_people(Store& store, ShopFrame& frame) {
  frame.users = seed_named(
      store, {"users", {"ada", "björn", "chloë", "former"}, true}, [](SeedRow& row, std::size_t i) {
        row.text("username", "user" + std::to_string(i + 1));
        row.text("display_name", "User " + std::to_string(i + 1));
        row.text("email", "user" + std::to_string(i + 1) + "@example.test");
        row.text("account_type", i == 0 ? "admin" : "cashier").truth("is_primary_user", i == 0);
      });
  frame.groups = seed_named(
      store, {"customer_groups", {"All Customers", "Wholesale", "VIP ★", "Old group"}, true},
      [](SeedRow& row, std::size_t i) { row.text("group_id", "G" + std::to_string(i)); });
  frame.payment_types = seed_named(
      store, {"payment_types", {"Cash", "Card", "Gift Card", "On Account"}},
      [](SeedRow& row, std::size_t i) { row.number("type_id", static_cast<std::int64_t>(i + 1)); });
}

void seed_catalogue(Store& store, ShopFrame& frame) {
  frame.brands = seed_named(store,
                            {"brands",
                             {"Ærø", "Acme", "O'Neill & Søn", "北極星", "Zürich Works", "Plain",
                              "\"Quoted\"", "Backslash \\ Co", "Retired brand"},
                             true},
                            [](SeedRow& row, std::size_t) { row.null("description"); });
  frame.suppliers = seed_named(
      store, {"suppliers", {"Großhandel GmbH", "Main St. Supply", "Ñandú SA", "Closed Ltd"}, true},
      [](SeedRow& row, std::size_t i) {
        row.null("description").raw("default_markup", i == 0 ? "0.5" : "null").null("contact");
      });
  frame.types =
      seed_named(store, {"product_types", {"Apparel", "Food & Drink", "Tools", "Café"}}, no_extra);
  frame.tags = seed_named(store, {"tags", {"sale", "été", "new", "clearance", "b2b"}}, no_extra);
  seed_named(store, {"variant_attributes", {"Colour", "Size", "Material"}}, no_extra);
  seed_named(store, {"price_books", {"General Price Book (All Products)", "Winter", "Staff"}},
             [&frame](SeedRow& row, std::size_t i) {
               row.raw("customer_group_ids", "[" + quote(frame.groups[i].id) + "]");
               row.raw("outlet_ids", "[" + quote(frame.outlets[i].id) + "]");
               row.null("restrict_to_platform").null("valid_from").null("valid_to");
             });
}

}  // namespace

std::vector<std::string> live_ids(const Store& store, const char* table) {
  std::vector<std::string> ids;
  const Table* found = store.find_table(table);
  if (found == nullptr) return ids;
  for (const auto& [version, row] : found->by_version()) {
    if (!row->deleted) ids.push_back(row->id);
  }
  return ids;
}

void seed_shop(Store& store, const Settings& settings, std::int64_t now_ms) {
  ShopFrame frame;
  seed_outlets(store, frame, settings);
  seed_people(store, frame);
  seed_catalogue(store, frame);
  seed_products(store, frame, settings.products);
  seed_customers(store, frame, settings.customers);
  seed_activity(store, frame, settings.sales);
  seed_recent_sales(store, frame, settings.recent_sales, now_ms);
  seed_stock_papers(store, frame, settings.rows);
  seed_money(store, settings.rows);
  seed_services(store, frame, settings.rows);
  seed_promotions(store, frame, settings.rows);
  seed_categories(store, settings.rows);
  seed_back_office(store, frame, settings.rows);
}

}  // namespace sluice::simulator
