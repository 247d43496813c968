#include "common/legacy_rows.hpp"

#include <cmath>

#include "common/body_reader.hpp"
#include "common/json_object.hpp"
#include "common/stored_row.hpp"

namespace sluice::simulator {
namespace {

// `2020-01-15 00:18:52`, as the old contracts wrote times.
std::string old_time(const JsonMembers& row, const char* name) {
  std::string time = stored_text(row, name);
  if (time.size() < 19) return "null";
  time.resize(19);
  time[10] = ' ';
  return quote(time);
}

std::string old_status(const std::string& state, const JsonMembers& sale) {
  const bool on_account = raw_or(sale, "attributes").find("onaccount") != std::string::npos;
  if (state == "pending") return on_account ? "ONACCOUNT" : "LAYBY";
  if (state == "parked") return "SAVED";
  return state == "voided" ? "VOIDED" : "CLOSED";
}

std::string old_line(const JsonMembers& line) {
  const JsonMembers pricing = object_member(line, "pricing");
  JsonObject row;
  row.raw("id", raw_or(line, "id"));
  row.raw("product_id", raw_or(object_member(line, "product"), "id"));
  row.raw("quantity", raw_or(line, "quantity")).raw("price", raw_or(pricing, "price"));
  row.raw("tax", raw_or(pricing, "tax")).raw("discount", raw_or(pricing, "discount"));
  return row.done();
}

std::string old_payment(const JsonMembers& payment) {
  JsonObject row;
  row.raw("id", raw_or(payment, "id"));
  row.raw("retailer_payment_type_id", raw_or(object_member(payment, "type"), "id"));
  row.raw("amount", raw_or(payment, "amount"));
  return row.done();
}

template <typename Shape>
std::string shaped_list(const JsonMembers& row, const char* name, Shape shape) {
  std::vector<std::string> rows;
  for (const JsonMembers& item : object_list(row, name)) rows.push_back(shape(item));
  return json_array(rows);
}

}  // namespace

std::string legacy_sale(const Row& row) {
  const JsonMembers sale = members_of(row);
  const JsonMembers source = object_member(sale, "source");
  const JsonMembers totals = object_member(sale, "totals");
  JsonObject old;
  old.text("id", row.id).raw("register_id", raw_or(source, "register_id"));
  old.raw("user_id", raw_or(source, "author_id"));
  old.raw("customer_id", raw_or(sale, "customer_id")).raw("sale_date", old_time(sale, "date"));
  old.text("status", old_status(stored_text(sale, "state"), sale));
  old.raw("invoice_number", raw_or(sale, "invoice_number")).raw("note", raw_or(sale, "note"));
  old.raw("total_price", raw_or(totals, "price")).raw("total_tax", raw_or(totals, "tax"));
  old.raw("register_sale_products", shaped_list(sale, "line_items", old_line));
  old.raw("register_sale_payments", shaped_list(sale, "payments", old_payment));
  old.raw("created_at", old_time(sale, "created_at"))
      .raw("updated_at", old_time(sale, "updated_at"));
  return old.done();
}

std::string legacy_product(const Row& row) {
  const JsonMembers product = members_of(row);
  const double gross = as_number(product.find("price_including_tax")).value_or(0);
  const double net = as_number(product.find("price_excluding_tax")).value_or(0);
  JsonObject old;
  old.text("id", row.id).raw("source_id", raw_or(product, "source_id"));
  old.raw("variant_parent_id", raw_or(product, "variant_parent_id"));
  for (const char* name : {"handle", "sku", "name", "description", "active", "supplier_code"}) {
    old.raw(name, raw_or(product, name));
  }
  old.raw("brand_name", raw_or(object_member(product, "brand"), "name"));
  old.raw("supplier_name", raw_or(object_member(product, "supplier"), "name"));
  old.raw("supply_price", raw_or(product, "supply_price"));
  old.raw("price", raw_or(product, "price_excluding_tax"));
  old.number("tax_cents", std::llround((gross - net) * 100));
  old.raw("inventory", raw_or(product, "inventory"));
  old.raw("updated_at", old_time(product, "updated_at"));
  old.raw("deleted_at", old_time(product, "deleted_at"));
  return old.done();
}

}  // namespace sluice::simulator
