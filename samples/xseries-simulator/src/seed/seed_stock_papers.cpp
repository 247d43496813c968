// Consignments, purchase orders, stock adjustments, serial numbers and the taxes of outlets.

#include "seed/seed.hpp"
#include "seed/seed_words.hpp"

namespace sluice::simulator {
namespace {

constexpr std::size_t kLines = 4;  // of an order

struct Paper {
  Store& store;
  const ShopFrame& frame;
  std::vector<std::string> products;

  const std::string& product(std::size_t i) const { return products[i % products.size()]; }
  const std::string& outlet(std::size_t i) const {
    return frame.outlets[i % frame.outlets.size()].id;
  }
};

std::string seed_count(std::int64_t whole) { return std::to_string(whole) + ".00000"; }

void seed_consignment_products(Paper& paper, const std::string& consignment, std::size_t from) {
  for (std::size_t i = 0; i < kLines; ++i) {
    Random& random = paper.store.random();
    const std::string& product = paper.product(from * kLines + i);
    const std::string time = iso_offset(seed_time(random));
    SeedRow row;
    row.text("product_id", product).null("product_sku");
    row.text("count", seed_count(random.between(1, 50))).text("received", seed_count(0));
    row.text("cost", seed_cents(random.between(100, 9'999))).truth("is_included", true);
    row.text("status", "PENDING").text("created_at", time).text("updated_at", time);
    row.null("deleted_at");
    put_versioned(paper.store, "consignment_products", consignment + ":" + product, row,
                  consignment);
  }
}

void seed_consignments(Paper& paper, std::size_t rows) {
  static constexpr std::pair<const char*, const char*> kKinds[] = {
      {"SUPPLIER", "OPEN"},
      {"OUTLET", "SENT"},
      {"STOCKTAKE", "STOCKTAKE_SCHEDULED"},
      {"RETURN", "OPEN"},
      {"SUPPLIER", "DISPATCHED"}};
  for (std::size_t i = 0; i < rows; ++i) {
    Random& random = paper.store.random();
    const std::string id = random.uuid();
    const auto& [type, status] = kKinds[i % 5];
    const std::string time = iso_offset(seed_time(random));
    const bool ordered = i % 5 == 0 || i % 5 >= 3;
    SeedRow row;
    row.text("id", id)
        .text("outlet_id", paper.outlet(i))
        .text("name", "Order " + std::to_string(i + 1));
    row.text("type", type).text("status", status).text("consignment_date", time);
    row.null("due_at").null("received_at").null("supplier_invoice").null("reference");
    row.raw("supplier_id", ordered ? quote(paper.frame.suppliers[i % 3].id) : "null");
    row.raw("source_outlet_id", i % 5 == 1 ? quote(paper.outlet(i + 1)) : "null");
    for (const char* name :
         {"total_count_gain", "total_cost_gain", "total_count_loss", "total_cost_loss"}) {
      row.null(name);
    }
    row.text("created_at", time).text("updated_at", time).null("deleted_at");
    put_versioned(paper.store, "consignments", id, row);
    if (!paper.products.empty()) seed_consignment_products(paper, id, i);
  }
}

void seed_order_lines(Paper& paper, const char* table, const std::string& parent,
                      std::size_t from) {
  for (std::size_t i = 0; i < kLines; ++i) {
    Random& random = paper.store.random();
    const std::string id = random.uuid();
    const std::string time = iso_z(seed_time(random));
    SeedRow row;
    row.text("id", id).text("product_id", paper.product(from * kLines + i));
    row.text("quantity", seed_count(random.between(1, 40)));
    row.text("unit_cost", seed_cents(random.between(100, 9'999)));
    row.text("created_at", time).text("updated_at", time);
    put_versioned(paper.store, table, id, row, parent);
  }
}

void seed_deliveries(Paper& paper, const std::string& order, std::size_t from) {
  for (std::size_t i = 0; i < 2; ++i) {
    const std::string id = paper.store.random().uuid();
    const std::string time = iso_z(seed_time(paper.store.random()));
    SeedRow row;
    row.text("id", id).text("purchase_order_id", order).text("received_at", time);
    row.text("created_at", time).text("updated_at", time);
    put_versioned(paper.store, "purchase_order_deliveries", id, row, order);
    seed_order_lines(paper, "purchase_order_delivery_line_items", id, from + i);
  }
}

void seed_purchase_orders(Paper& paper, std::size_t rows) {
  static constexpr const char* kStatus[] = {"OPEN", "SENT", "DISPATCHED", "RECEIVED"};
  for (std::size_t i = 0; i < rows && !paper.products.empty(); ++i) {
    Random& random = paper.store.random();
    const std::string id = random.uuid();
    const std::string time = iso_z(seed_time(random));
    SeedRow row;
    row.text("id", id).text("name", "PO " + std::to_string(i + 1)).text("status", kStatus[i % 4]);
    row.text("outlet_id", paper.outlet(i)).text("supplier_id", paper.frame.suppliers[i % 3].id);
    row.text("total_cost", seed_cents(random.between(1'000, 999'999)));
    row.text("created_at", time).text("updated_at", time);
    put_versioned(paper.store, "purchase_orders", id, row);
    seed_order_lines(paper, "purchase_order_line_items", id, i);
    seed_deliveries(paper, id, i);
  }
}

void seed_reasons(Paper& paper) {
  for (const auto& [name, type] :
       {std::pair("Window display", "NEGATIVE"), {"Found in the back room", "POSITIVE"}}) {
    const std::string id = paper.store.random().uuid();
    const std::string time = iso_z(seed_time(paper.store.random()));
    SeedRow row;
    row.text("id", id).text("name", name).truth("enabled", true).text("type", type);
    row.truth("is_from_external_source", false).text("created_at", time).text("updated_at", time);
    put_versioned(paper.store, "custom_inventory_adjustment_reasons", id, row);
  }
}

void seed_adjustments(Paper& paper, std::size_t rows) {
  for (std::size_t i = 0; i < rows && !paper.products.empty(); ++i) {
    Random& random = paper.store.random();
    const std::string id = random.uuid();
    const std::string time = iso_z(seed_time(random));
    SeedRow row;
    row.text("id", id).text("user_id", paper.frame.users.front().id);
    row.text("product_id", paper.product(i)).text("outlet_id", paper.outlet(i));
    row.text("quantity", (i % 2 == 0 ? "-" : "") + std::to_string(random.between(1, 9)));
    row.text("reason", i % 2 == 0 ? "DAMAGE" : "STOCK_FOUND");
    row.null("custom_inventory_adjustment_reason_id");
    row.text("created_at", time).text("updated_at", time);
    put_versioned(paper.store, "stock_adjustments", id, row);
  }
}

void seed_serial_numbers(Paper& paper, std::size_t rows) {
  for (std::size_t i = 0; i < rows && !paper.products.empty(); ++i) {
    const std::string id = paper.store.random().uuid();
    SeedRow row;
    row.text("id", id).text("code", "SN-" + std::to_string(10'000 + i));
    row.text("outlet_id", paper.outlet(i)).text("product_id", paper.product(i));
    row.null("sale_id").null("line_item_id").null("deleted_at");
    put_versioned(paper.store, "serialnumbers", id, row);
  }
}

void seed_outlet_taxes(Paper& paper, std::size_t rows) {
  for (std::size_t i = 0; i < rows && i < paper.products.size(); ++i) {
    SeedRow row;
    row.text("outlet_id", paper.outlet(i)).text("product_id", paper.product(i));
    row.text("tax_id", paper.frame.taxes[i % paper.frame.taxes.size()].id).null("deleted_at");
    put_versioned(paper.store, "outlet_taxes", paper.outlet(i) + ":" + paper.product(i), row);
  }
}

}  // namespace

void seed_stock_papers(Store& store, const ShopFrame& frame, std::size_t rows) {
  Paper paper{store, frame, live_ids(store, "products")};
  seed_consignments(paper, rows);
  seed_purchase_orders(paper, rows);
  seed_reasons(paper);
  seed_adjustments(paper, rows);
  seed_serial_numbers(paper, rows);
  seed_outlet_taxes(paper, rows);
}

}  // namespace sluice::simulator
