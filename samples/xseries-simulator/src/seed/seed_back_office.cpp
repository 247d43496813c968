// Addresses, channels and their request log, button layouts, shifts, billing, workflows and images.

#include <algorithm>

#include "seed/seed.hpp"
#include "seed/seed_words.hpp"

namespace sluice::simulator {
namespace {

void seed_addresses(Store& store, std::size_t rows) {
  const std::vector<std::string> customers = live_ids(store, "customers");
  for (std::size_t i = 0; i < rows && !customers.empty(); ++i) {
    const std::string& customer = customers[i / 2 % customers.size()];
    const std::string id = std::to_string(900'000'000'001 + static_cast<std::int64_t>(i));
    const std::string time = iso_z(seed_time(store.random()));
    SeedRow row;
    row.raw("id", id).text("customer_id", customer);
    row.text("address_line_1", std::string(pick_word(store.random(), Words::kStreet)) + " 1");
    row.null("address_line_2").null("suburb").text("city", pick_word(store.random(), Words::kCity));
    row.text("postcode", "1010").null("state").null("state_code");
    row.text("country_code", "AT").text("country_name", "Austria");
    row.text("type", i % 2 == 0 ? "BILLING" : "SHIPPING");
    row.text("created_at", time).text("updated_at", time);
    store.table("addresses")
        .put({.id = id, .version = store.next_version(), .text = row.done(), .parent = customer});
  }
}

void seed_channels(Store& store, const ShopFrame& frame, std::size_t rows) {
  const std::string channel = store.random().uuid();
  SeedRow row;
  row.text("id", channel).text("store_url", "https://shop.example.test");
  row.text("channel_type", "woocommerce").text("register_id", frame.registers.front().id);
  row.text("payment_type_id", frame.payment_types.front().id);
  row.raw("inventory_outlet_ids", json_texts({frame.outlets.front().id}));
  row.null("sales_last_imported_at").null("products_last_imported_at");
  put_versioned(store, "channels", channel, row);
  for (std::size_t i = 0; i < rows; ++i) {
    static constexpr const char* kMethods[] = {"GET", "POST", "PUT", "DELETE"};
    const std::string id = store.random().uuid();
    SeedRow log;
    log.text("id", id).text("grouping_id", store.random().uuid());
    log.text("request_method", kMethods[i % 4]).number("status_code", i % 5 == 0 ? 500 : 200);
    log.text("request", "GET /products HTTP/1.1").text("response", "{\"ok\":true}").null("error");
    log.raw("channel_id", i % 3 == 0 ? "null" : quote(channel));
    log.text("occurred_at", iso_z(seed_time(store.random())));
    put_versioned(store, "channel_requests", id, log);
  }
}

void seed_shifts(Store& store, const ShopFrame& frame, std::size_t rows) {
  for (std::size_t i = 0; i < rows; ++i) {
    const std::string id = store.random().uuid();
    const std::int64_t at = seed_time(store.random());
    SeedRow row;
    row.text("id", id).text("user_id", frame.users[i % frame.users.size()].id);
    row.text("time_in", iso_offset(at))
        .text("time_out", iso_offset(at + std::int64_t{8} * 3'600'000));
    row.text("created_at", iso_offset(at)).text("updated_at", iso_offset(at)).null("updated_by");
    put_versioned(store, "shifts", id, row);
  }
}

void seed_layouts(Store& store) {
  for (const char* name : {"Counter", "Café"}) {
    const std::string id = store.random().uuid();
    const std::string time = iso_offset(seed_time(store.random()));
    SeedRow row;
    row.text("id", id).text("name", name).raw("layout", R"({"pages":[]})");
    row.text("created_at", time).text("updated_at", time).null("deleted_at");
    put_versioned(store, "button_layouts", id, row);
  }
}

void seed_billing(Store& store) {
  const std::string id = store.random().uuid();
  SeedRow row;
  row.text("id", id).text("status", "ACTIVE").text("plan", "monthly").text("price", "19.00");
  row.text("currency", "USD").text("created_at", iso_z(seed_time(store.random())));
  put_versioned(store, "partner_subscriptions", id, row);
}

void seed_workflows(Store& store) {
  static constexpr const char* kEntities[] = {"sale", "line_item", "customer", "product"};
  for (std::size_t i = 0; i < 4; ++i) {
    const std::string id = std::to_string(2'001 + i);
    SeedRow row;
    row.text("id", id)
        .text("entity", kEntities[i])
        .text("name", std::string(kEntities[i]) + "_note");
    row.text("title", "Note").text("type", "string").truth("editable_in_ui", true);
    row.truth("visible_in_ui", true).truth("print_on_receipt", false);
    put_versioned(store, "custom_fields", id, row);
  }
  for (const char* table : {"remote_rules", "rules"}) {
    const std::string id = store.random().uuid();
    SeedRow row;
    row.text("id", id).text("event_type", "sale.ready_for_payment");
    row.text("url", "https://rules.example.test/check");
    put_versioned(store, table, id, row);
  }
}

void seed_images(Store& store, std::size_t rows) {
  const std::vector<std::string> products = live_ids(store, "products");
  for (std::size_t i = 0; i < std::min(rows, products.size()); ++i) {
    const std::string id = store.random().uuid();
    SeedRow row;
    row.text("id", id).text("product_id", products[i]).number("position", 1);
    row.text("status", "uploaded").text("url", "https://img.example.test/i/" + id + ".jpg");
    put_versioned(store, "product_images", id, row, products[i]);
  }
}

}  // namespace

void seed_back_office(Store& store, const ShopFrame& frame, std::size_t rows) {
  seed_addresses(store, rows);
  seed_channels(store, frame, rows);
  seed_shifts(store, frame, rows);
  seed_layouts(store);
  seed_billing(store);
  seed_workflows(store);
  seed_images(store, rows);
}

}  // namespace sluice::simulator
