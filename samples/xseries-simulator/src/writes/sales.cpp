// Sales of the dated API: create, where a client may choose the id, update, and return.

#include <array>

#include "api/row_response.hpp"
#include "api/row_writer.hpp"
#include "common/api_error.hpp"
#include "common/body_reader.hpp"
#include "common/json_object.hpp"
#include "common/stored_row.hpp"
#include "writes/selling.hpp"
#include "writes/stock.hpp"

namespace sluice::simulator {
namespace {

constexpr std::array<const char*, 16> kSaleMembers = {"state",
                                                      "attributes",
                                                      "customer_id",
                                                      "date",
                                                      "invoice_number",
                                                      "line_items",
                                                      "payments",
                                                      "note",
                                                      "pricing",
                                                      "short_code",
                                                      "fulfillment_details",
                                                      "fulfillment_outlet_id",
                                                      "accounts_transaction_id",
                                                      "service_fields",
                                                      "source",
                                                      "ecom_custom_charges"};

void check_state(const JsonMembers& body) {
  const std::string state = required_text(body, "state");
  if (state != "parked" && state != "pending" && state != "voided" && state != "closed") {
    throw ApiError(400, "state must be parked, pending, voided or closed");
  }
}

void check_customer(Call& call) {
  const std::string id = text_or_empty(call.body, "customer_id");
  if (id.empty()) return;
  const Row* row = call.table("customers").find(id);
  if (row == nullptr || row->deleted) throw ApiError(400, "customer_id names no customer");
}

void check_lines(Call& call) {
  for (const JsonMembers& line : object_list(call.body, "line_items")) {
    for (const char* name : {"product", "quantity", "pricing"}) {
      if (line.find(name) == nullptr) throw ApiError(400, std::string(name) + " is required");
    }
    const std::string product = required_text(object_member(line, "product"), "id");
    if (call.table("products").find(product) == nullptr) {
      throw ApiError(400, "product.id names no product");
    }
  }
}

void check_sale(Call& call) {
  required_text(object_member(call.body, "source"), "author_id");
  check_state(call.body);
  check_customer(call);
  check_lines(call);
}

JsonMembers new_sale(Call& call, const std::string& id) {
  const std::string now = quote(iso_z(call.shop.clock.now_ms()));
  JsonMembers row;
  row.set("id", quote(id));
  for (const char* name : kSaleMembers) row.set(name, "null");
  for (const char* name : {"attributes", "line_items", "payments", "adjustments"}) {
    row.set(name, "[]");
  }
  row.set("date", now);
  row.set("created_at", now);
  row.set("updated_at", now);
  row.set("deleted_at", "null");
  row.set("_metadata", "{\"version\":0}");
  return row;
}

std::string outlet_of(Call& call, const JsonMembers& sale) {
  const JsonMembers source = object_member(sale, "source");
  std::string outlet = stored_text(source, "outlet_id");
  if (!outlet.empty()) return outlet;
  const Row* reg = call.table("registers").find(stored_text(source, "register_id"));
  return reg == nullptr ? std::string() : stored_text(members_of(*reg), "outlet_id");
}

// A sale that closes takes its goods out of stock, a return brings them back.
void take_stock(Call& call, const JsonMembers& sale) {
  const std::string outlet = outlet_of(call, sale);
  if (outlet.empty()) return;
  for (const JsonMembers& line : object_list(sale, "line_items")) {
    const std::string product = stored_text(object_member(line, "product"), "id");
    if (!product.empty()) {
      change_stock(call.shop, product, outlet, -decimal_member(line, "quantity"));
    }
  }
}

Response store_sale(Call& call, const std::string& id, JsonMembers row) {
  const bool was_closed = stored_text(row, "state") == "closed";
  for (const char* name : kSaleMembers) {
    const std::string* raw = call.body.find(name);
    if (raw != nullptr) row.set(name, *raw);
  }
  if (*row.find("date") == "null") row.set("date", quote(iso_z(call.shop.clock.now_ms())));
  redact_sale(row);
  total_sale(call.shop.store, row);
  if (!was_closed && stored_text(row, "state") == "closed") take_stock(call, row);
  return wrapped(call, store_version(call.shop, "sales", id, std::move(row)));
}

JsonMembers mirrored(JsonMembers line) {
  line.set("quantity", (-decimal_member(line, "quantity")).shortest());
  line.set("return_of", line.find("id") == nullptr ? "null" : *line.find("id"));
  line.erase("id");
  return line;
}

}  // namespace

Response create_sale(Call& call) {
  check_sale(call);
  const std::string wanted = text_or_empty(call.body, "id");
  const std::string id = wanted.empty() ? call.shop.store.random().uuid() : wanted;
  const Row* known = call.table("sales").find(id);
  return store_sale(call, id, known == nullptr ? new_sale(call, id) : members_of(*known));
}

Response update_sale(Call& call) {
  JsonMembers row = members_of(existing_row(call));
  check_sale(call);
  return store_sale(call, call.id(), std::move(row));
}

Response return_sale(Call& call) {
  const JsonMembers sale = members_of(existing_row(call));
  if (stored_text(sale, "state") != "closed") {
    throw ApiError(409, "only a closed sale can be returned");
  }
  // Other returns of the sale that are still parked are replaced by the new one.
  for (const auto& [version, row] : Table::VersionIndex(call.table("sales").by_version())) {
    if (row->text.find("\"return_for\":" + quote(call.id())) == std::string::npos) continue;
    JsonMembers other = members_of(*row);
    if (stored_text(other, "state") != "parked") continue;
    other.set("state", "\"voided\"");
    store_version(call.shop, "sales", row->id, std::move(other));
  }
  const std::string id = call.shop.store.random().uuid();
  JsonMembers row = new_sale(call, id);
  for (const char* name : {"customer_id", "source"}) {
    if (const std::string* raw = sale.find(name)) row.set(name, *raw);
  }
  row.set("state", "\"parked\"");
  row.set("attributes", "[\"return\"]");
  row.set("return_for", quote(call.id()));
  std::vector<std::string> lines;
  for (JsonMembers& line : object_list(sale, "line_items")) {
    lines.push_back(mirrored(std::move(line)).text());
  }
  row.set("line_items", json_array(lines));
  total_sale(call.shop.store, row);
  return wrapped(call, store_version(call.shop, "sales", id, std::move(row)));
}

}  // namespace sluice::simulator
