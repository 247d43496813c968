#include "writes/legacy_writes.hpp"

// Upserts of version 0.9: an id in the body turns a POST into an update.

#include "api/row_writer.hpp"
#include "common/api_error.hpp"
#include "common/body_reader.hpp"
#include "common/json_object.hpp"
#include "common/legacy_rows.hpp"
#include "common/stored_row.hpp"
#include "writes/selling.hpp"
#include "writes/writes.hpp"

namespace sluice::simulator {
namespace {

void copy_as(const JsonMembers& from, const char* old_name, JsonMembers& to, const char* name) {
  if (const std::string* raw = from.find(old_name)) to.set(name, *raw);
}

std::string line_text(const JsonMembers& old) {
  JsonMembers pricing;
  copy_as(old, "price", pricing, "price");
  copy_as(old, "discount", pricing, "discount");
  copy_as(old, "tax", pricing, "tax");
  JsonMembers product;
  copy_as(old, "product_id", product, "id");
  JsonMembers line;
  copy_as(old, "id", line, "id");
  line.set("product", product.text());
  copy_as(old, "quantity", line, "quantity");
  line.set("pricing", pricing.text());
  if (const std::string* tax = old.find("tax_id")) line.set("tax", "{\"id\":" + *tax + "}");
  return line.text();
}

std::string payment_text(const JsonMembers& old) {
  JsonMembers payment;
  const std::string* type = old.find("retailer_payment_type_id");
  payment.set("type", "{\"id\":" + (type == nullptr ? "null" : *type) + "}");
  copy_as(old, "amount", payment, "amount");
  return payment.text();
}

// `ONACCOUNT` became `pending` with an attribute.
void set_state(const std::string& status, JsonMembers& row) {
  const bool pending = status == "ONACCOUNT" || status == "LAYBY";
  const char* state = status == "SAVED"    ? "parked"
                      : status == "VOIDED" ? "voided"
                      : pending            ? "pending"
                                           : "closed";
  row.set("state", quote(state));
  row.set("attributes", status == "ONACCOUNT" ? "[\"onaccount\"]"
                        : status == "LAYBY"   ? "[\"layby\"]"
                                              : "[]");
}

template <typename Shape>
std::string shaped(const JsonMembers& body, const char* name, Shape shape) {
  std::vector<std::string> rows;
  for (const JsonMembers& item : object_list(body, name)) rows.push_back(shape(item));
  return json_array(rows);
}

JsonMembers empty_sale(Call& call, const std::string& id) {
  const std::string now = quote(iso_z(call.shop.clock.now_ms()));
  JsonMembers row;
  row.set("id", quote(id));
  for (const char* name : {"state", "attributes", "customer_id", "invoice_number", "note"}) {
    row.set(name, "null");
  }
  for (const char* name : {"date", "created_at", "updated_at"}) row.set(name, now);
  row.set("deleted_at", "null");
  row.set("_metadata", "{\"version\":0}");
  return row;
}

void set_source(const JsonMembers& body, JsonMembers& row) {
  JsonMembers source = object_member(row, "source");
  copy_as(body, "register_id", source, "register_id");
  copy_as(body, "user_id", source, "author_id");
  row.set("source", source.text());
}

}  // namespace

Response legacy_get_sale(Call& call) {
  const Row* row = call.table("sales").find(call.id());
  if (row == nullptr) throw ApiError(404, "Not Found");
  return {.status = call.route.success_status,
          .body = "{\"register_sales\":[" + legacy_sale(*row) + "]}"};
}

Response legacy_upsert_sale(Call& call) {
  const std::string wanted = text_or_empty(call.body, "id");
  const std::string id = wanted.empty() ? call.shop.store.random().uuid() : wanted;
  const Row* known = call.table("sales").find(id);
  JsonMembers row = known == nullptr ? empty_sale(call, id) : members_of(*known);
  set_source(call.body, row);
  for (const char* name : {"customer_id", "invoice_number", "note"}) {
    copy_as(call.body, name, row, name);
  }
  copy_as(call.body, "sale_date", row, "date");
  set_state(text_or_empty(call.body, "status"), row);
  row.set("line_items", shaped(call.body, "register_sale_products", line_text));
  row.set("payments", shaped(call.body, "register_sale_payments", payment_text));
  redact_sale(row);
  total_sale(call.shop.store, row);
  const Row& stored = store_version(call.shop, "sales", id, std::move(row));
  return {.status = call.route.success_status,
          .body = "{\"register_sale\":" + legacy_sale(stored) + "}"};
}

Response legacy_upsert_product(Call& call) {
  const std::string wanted = text_or_empty(call.body, "id");
  const Row* known = wanted.empty() ? nullptr : call.table("products").find(wanted);
  if (!wanted.empty() && known == nullptr) throw ApiError(404, "Not Found");
  const std::string id = known == nullptr ? call.shop.store.random().uuid() : wanted;
  JsonMembers row = known == nullptr ? empty_product(call, id) : members_of(*known);
  for (const char* name : {"name", "handle", "sku", "description", "active", "supply_price",
                           "supplier_code", "source_id"}) {
    copy_as(call.body, name, row, name);
  }
  copy_as(call.body, "name", row, "variant_name");
  copy_as(call.body, "retail_price", row, "price_excluding_tax");
  copy_as(call.body, "price", row, "price_excluding_tax");
  const Row& stored = store_version(call.shop, "products", id, std::move(row));
  return {.status = call.route.success_status,
          .body = "{\"product\":" + legacy_product(stored) + "}"};
}

Response legacy_upsert_supplier(Call& call) {
  const std::string wanted = text_or_empty(call.body, "id");
  const Row* known = wanted.empty() ? nullptr : call.table("suppliers").find(wanted);
  if (!wanted.empty() && known == nullptr) throw ApiError(404, "Not Found");
  const std::string id = known == nullptr ? call.shop.store.random().uuid() : wanted;
  const std::string now = now_in(call.shop, "suppliers");
  JsonMembers row;
  if (known != nullptr) {
    row = members_of(*known);
  } else {
    row.set("id", quote(id));
    row.set("created_at", now);
    row.set("updated_at", now);
    row.set("deleted_at", "null");
  }
  for (const char* name : {"name", "description", "contact"}) copy_as(call.body, name, row, name);
  return {.status = call.route.success_status,
          .body = store_version(call.shop, "suppliers", id, std::move(row)).text};
}

Response legacy_delete_supplier(Call& call) {
  const Row* row = call.table("suppliers").find(call.id());
  if (row == nullptr || row->deleted) throw ApiError(404, "Not Found");
  store_deleted(call.shop, "suppliers", *row);
  return {.status = call.route.success_status, .body = "{\"status\":\"success\"}"};
}

}  // namespace sluice::simulator
