// Lines of a consignment: `bulk` adds to counts, PUT sets them.

#include "api/row_writer.hpp"
#include "common/api_error.hpp"
#include "common/body_reader.hpp"
#include "common/json_object.hpp"
#include "common/stored_row.hpp"
#include "writes/stock.hpp"

namespace sluice::simulator {
namespace {

constexpr const char* kConsignmentProducts = "consignment_products";

std::string line_id(const std::string& consignment, const std::string& product) {
  return consignment + ":" + product;
}

const std::string& consignment_of(Call& call) {
  const std::string& id = call.param("consignment_id");
  const Row* row = call.table("consignments").find(id);
  if (row == nullptr || row->deleted) throw ApiError(404, "consignment not found");
  check_consignment_scope(call, stored_text(members_of(*row), "type"));
  return id;
}

const Row* find_line(Call& call, const std::string& consignment, const std::string& product) {
  const Row* row = call.table(kConsignmentProducts).find(line_id(consignment, product));
  return row == nullptr || row->deleted ? nullptr : row;
}

std::string product_of(Call& call, const JsonMembers& data) {
  std::string product = required_text(data, "product_id");
  const Row* row = call.table("products").find(product);
  if (row == nullptr || row->deleted) throw ApiError(400, "product_id names no product");
  return product;
}

std::string count_text(Decimal value) { return quote(value.money() + "000"); }

JsonMembers new_line(Call& call, const std::string& product) {
  JsonMembers row;
  row.set("product_id", quote(product));
  row.set("product_sku", *members_of(*call.table("products").find(product)).find("sku"));
  row.set("count", count_text({}));
  row.set("received", count_text({}));
  row.set("cost", "\"0.00\"");
  row.set("is_included", "true");
  row.set("status", "\"PENDING\"");
  for (const char* name : {"created_at", "updated_at"})
    row.set(name, now_in(call.shop, "consignments"));
  row.set("deleted_at", "null");
  return row;
}

const Row& store_line(Call& call, const std::string& consignment, const std::string& product,
                      JsonMembers row) {
  const bool received = !decimal_member(row, "received").zero();
  if (received) row.set("status", "\"SUCCESS\"");
  row.set("deleted_at", "null");
  const Row& stored = store_child(call.shop, kConsignmentProducts, consignment,
                                  line_id(consignment, product), std::move(row));
  if (received) receive_on_order(call, consignment);
  return stored;
}

void set_amounts(const JsonMembers& data, JsonMembers& row) {
  for (const char* name : {"count", "received"}) {
    if (data.find(name) != nullptr) row.set(name, count_text(decimal_member(data, name)));
  }
  if (data.find("cost") != nullptr) row.set("cost", quote(decimal_member(data, "cost").money()));
  const std::string* included = data.find("is_included");
  if (included != nullptr) row.set("is_included", *included);
}

Response with_row(const Call& call, const Row& row) {
  return {.status = call.route.success_status, .body = "{\"data\":" + row.text + "}"};
}

}  // namespace

Response create_consignment_product(Call& call) {
  const std::string consignment = consignment_of(call);
  const JsonMembers data = object_member(call.body, "data");
  const std::string product = product_of(call, data);
  if (find_line(call, consignment, product) != nullptr) {
    throw ApiError(409, "the product is already in the consignment");
  }
  JsonMembers row = new_line(call, product);
  set_amounts(data, row);
  return with_row(call, store_line(call, consignment, product, std::move(row)));
}

Response update_consignment_product(Call& call) {
  const std::string consignment = consignment_of(call);
  const std::string& product = call.param("product_id");
  const Row* known = find_line(call, consignment, product);
  if (known == nullptr) throw ApiError(404, "product not found in the consignment");
  JsonMembers row = members_of(*known);
  set_amounts(object_member(call.body, "data"), row);
  return with_row(call, store_line(call, consignment, product, std::move(row)));
}

Response delete_consignment_product(Call& call) {
  const std::string consignment = consignment_of(call);
  const Row* known = find_line(call, consignment, call.param("product_id"));
  if (known == nullptr) throw ApiError(404, "product not found in the consignment");
  store_deleted(call.shop, kConsignmentProducts, *known);
  return {.status = call.route.success_status, .body = {}};
}

Response bulk_consignment_products(Call& call) {
  const std::string consignment = consignment_of(call);
  const std::vector<JsonMembers> items = objects_of(call.items);
  for (const JsonMembers& item : items) {
    product_of(call, item);
    if (item.find("count") == nullptr && item.find("received") == nullptr) {
      throw ApiError(400, "count or received is required");
    }
  }
  JsonObject done;
  for (const JsonMembers& item : items) {
    const std::string product = product_of(call, item);
    const Row* known = find_line(call, consignment, product);
    JsonMembers row = known == nullptr ? new_line(call, product) : members_of(*known);
    for (const char* name : {"count", "received"}) {
      row.set(name, count_text(decimal_member(row, name) + decimal_member(item, name)));
    }
    const JsonMembers stored = members_of(store_line(call, consignment, product, std::move(row)));
    done.raw(product, JsonObject()
                          .raw("count", *stored.find("count"))
                          .raw("received", *stored.find("received"))
                          .done());
  }
  return {.status = call.route.success_status, .body = "{\"data\":" + done.done() + "}"};
}

Response consignment_totals(Call& call) {
  const std::string& id = call.param("consignment_id");
  const Row* consignment = call.table("consignments").find(id);
  if (consignment == nullptr || consignment->deleted) throw ApiError(404, "consignment not found");
  Decimal sent, sent_cost, received, received_cost;
  for (const auto& [version, row] : call.table(kConsignmentProducts).children(id)) {
    if (row->deleted) continue;
    const JsonMembers line = members_of(*row);
    const Decimal cost = decimal_member(line, "cost");
    sent = sent + decimal_member(line, "count");
    sent_cost = sent_cost + decimal_member(line, "count") * cost;
    received = received + decimal_member(line, "received");
    received_cost = received_cost + decimal_member(line, "received") * cost;
  }
  JsonObject totals;
  totals.text("total_sent_count", sent.money()).text("total_sent_cost", sent_cost.money());
  totals.text("total_received_count", received.money());
  totals.text("total_received_cost", received_cost.money());
  return {.status = call.route.success_status, .body = "{\"data\":[" + totals.done() + "]}"};
}

}  // namespace sluice::simulator
