// Consignments and their four workflows.

#include <array>

#include "api/row_response.hpp"
#include "api/row_writer.hpp"
#include "common/api_error.hpp"
#include "common/body_reader.hpp"
#include "common/stored_row.hpp"
#include "webhooks/webhook_hub.hpp"
#include "writes/stock.hpp"

namespace sluice::simulator {
namespace {

struct Move {
  std::string_view type, from, to;
};

constexpr Move kMoves[] = {
    {"SUPPLIER", "OPEN", "SENT"},
    {"SUPPLIER", "SENT", "DISPATCHED"},
    {"SUPPLIER", "DISPATCHED", "RECEIVED"},
    {"SUPPLIER", "OPEN", "CANCELLED"},
    {"SUPPLIER", "SENT", "CANCELLED"},
    {"SUPPLIER", "DISPATCHED", "CANCELLED"},
    {"OUTLET", "OPEN", "SENT"},
    {"OUTLET", "SENT", "RECEIVED"},
    {"RETURN", "OPEN", "SENT"},
    {"RETURN", "OPEN", "CANCELLED"},
    {"STOCKTAKE", "STOCKTAKE_SCHEDULED", "STOCKTAKE_IN_PROGRESS"},
    {"STOCKTAKE", "STOCKTAKE_IN_PROGRESS", "STOCKTAKE_IN_PROGRESS_PROCESSED"},
    {"STOCKTAKE", "STOCKTAKE_IN_PROGRESS_PROCESSED", "STOCKTAKE_COMPLETE"},
};

constexpr std::array<const char*, 8> kConsignmentMembers = {
    "name",        "outlet_id",   "consignment_date", "due_at",
    "received_at", "supplier_id", "source_outlet_id", "reference"};

const char* first_status(const std::string& type) {
  return type == "STOCKTAKE" ? "STOCKTAKE_SCHEDULED" : "OPEN";
}

void check_type(const std::string& type) {
  if (type != "SUPPLIER" && type != "OUTLET" && type != "STOCKTAKE" && type != "RETURN") {
    throw ApiError(400, "type must be SUPPLIER, OUTLET, STOCKTAKE or RETURN");
  }
}

void check_move(const std::string& type, const std::string& from, const std::string& to) {
  for (const Move& move : kMoves) {
    if (move.type == type && move.from == from && move.to == to) return;
  }
  throw ApiError(409, "a " + type + " consignment cannot go from " + from + " to " + to);
}

void check_outlet(Call& call, const JsonMembers& data) {
  const std::string outlet = required_text(data, "outlet_id");
  const Row* row = call.table("outlets").find(outlet);
  if (row == nullptr || row->deleted) throw ApiError(400, "outlet_id names no outlet");
}

void copy_writable(const JsonMembers& data, JsonMembers& row) {
  for (const char* name : kConsignmentMembers) {
    const std::string* raw = data.find(name);
    if (raw != nullptr) row.set(name, *raw);
  }
  const std::string* invoice = data.find("supplier_invoice");
  if (invoice != nullptr) row.set("supplier_invoice", *invoice);
}

// What a finished consignment does to the stock of its outlets.
void move_stock(Call& call, const JsonMembers& consignment, const std::string& status) {
  const std::string type = stored_text(consignment, "type");
  const std::string id = stored_text(consignment, "id");
  const bool received = status == "RECEIVED" || status == "STOCKTAKE_COMPLETE";
  if (!received && !(type == "RETURN" && status == "SENT")) return;
  for (const auto& [version, row] : call.table("consignment_products").children(id)) {
    if (row->deleted) continue;
    const JsonMembers line = members_of(*row);
    const Decimal got = decimal_member(line, "received");
    const Decimal counted = got.zero() ? decimal_member(line, "count") : got;
    const std::string product = stored_text(line, "product_id");
    const std::string outlet = stored_text(consignment, "outlet_id");
    if (type == "RETURN") {
      change_stock(call.shop, product, outlet, -counted);
    } else if (type == "STOCKTAKE") {
      const Row* stock = stock_row(call.shop, product, outlet);
      const Decimal level = stock == nullptr
                                ? Decimal()
                                : decimal_member(members_of(*stock), "current_inventory_level");
      change_stock(call.shop, product, outlet, counted - level);
    } else {
      change_stock(call.shop, product, outlet, counted);
      const std::string source = stored_text(consignment, "source_outlet_id");
      if (!source.empty()) change_stock(call.shop, product, source, -counted);
    }
  }
}

void fire_status(Call& call, const Row& row, const std::string& status) {
  const std::int64_t now = call.shop.clock.now_ms();
  if (status == "SENT") call.shop.webhooks.fire(call.shop.store, "consignment.send", row.text, now);
  if (status == "RECEIVED") {
    call.shop.webhooks.fire(call.shop.store, "consignment.receive", row.text, now);
  }
}

}  // namespace

void check_consignment_scope(const Call& call, const std::string& type) {
  if (!call.shop.settings.strict_scopes) return;
  const std::string kind = type == "OUTLET"      ? "stock_transfer"
                           : type == "STOCKTAKE" ? "inventory_count"
                                                 : "stock_order";
  if (!satisfies(call.grant, "consignments:write:" + kind)) {
    throw ApiError(403, "user missing required permissions");
  }
}

Response create_consignment(Call& call) {
  const JsonMembers data = object_member(call.body, "data");
  const std::string type = required_text(data, "type");
  check_type(type);
  check_consignment_scope(call, type);
  required_text(data, "name");
  check_outlet(call, data);
  const std::string wanted = text_or_empty(data, "status");
  if (!wanted.empty() && wanted != first_status(type)) check_move(type, first_status(type), wanted);
  const std::string id = call.shop.store.random().uuid();
  JsonMembers row;
  row.set("id", quote(id));
  for (const char* name : kConsignmentMembers) row.set(name, "null");
  row.set("supplier_invoice", "null");
  row.set("type", quote(type));
  row.set("status", quote(wanted.empty() ? first_status(type) : wanted));
  for (const char* name :
       {"total_count_gain", "total_cost_gain", "total_count_loss", "total_cost_loss"}) {
    row.set(name, "null");
  }
  copy_writable(data, row);
  for (const char* name : {"created_at", "updated_at"})
    row.set(name, now_in(call.shop, "consignments"));
  row.set("deleted_at", "null");
  const Row& stored = store_version(call.shop, "consignments", id, std::move(row));
  fire_status(call, stored, wanted);
  return wrapped(call, stored);
}

Response update_consignment(Call& call) {
  const JsonMembers data = object_member(call.body, "data");
  JsonMembers row = members_of(existing_row(call));
  const std::string type = stored_text(row, "type");
  check_consignment_scope(call, type);
  if (required_text(data, "type") != type) throw ApiError(400, "type cannot be changed");
  check_outlet(call, data);
  const std::string from = stored_text(row, "status");
  const std::string to = text_or_empty(data, "status");
  const bool moves = !to.empty() && to != from;
  if (moves) check_move(type, from, to);
  copy_writable(data, row);
  if (moves) row.set("status", quote(to));
  if (to == "RECEIVED" && moves) row.set("received_at", now_in(call.shop, "consignments"));
  if (moves) move_stock(call, row, to);
  const Row& stored = store_version(call.shop, "consignments", call.id(), std::move(row));
  if (moves) fire_status(call, stored, to);
  return wrapped(call, stored);
}

Response delete_consignment(Call& call) {
  const Row& row = existing_row(call);
  check_consignment_scope(call, stored_text(members_of(row), "type"));
  store_deleted(call.shop, "consignments", row);
  return {.status = call.route.success_status, .body = {}};
}

void receive_on_order(Call& call, const std::string& consignment) {
  JsonMembers row = members_of(*call.table("consignments").find(consignment));
  const std::string status = stored_text(row, "status");
  const bool waits = status == "OPEN" || status == "SENT";
  if (stored_text(row, "type") != "SUPPLIER" || !waits) return;
  row.set("status", "\"DISPATCHED\"");
  store_version(call.shop, "consignments", consignment, std::move(row));
}

}  // namespace sluice::simulator
