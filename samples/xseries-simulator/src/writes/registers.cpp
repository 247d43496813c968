
#include "api/row_response.hpp"
#include "api/row_writer.hpp"
#include "common/api_error.hpp"
#include "common/body_reader.hpp"
#include "common/decimal.hpp"
#include "common/json_object.hpp"
#include "common/stored_row.hpp"
#include "webhooks/webhook_hub.hpp"
#include "writes/selling.hpp"

namespace sluice::simulator {
namespace {

bool is_open(const JsonMembers& row) { return as_bool(row.find("is_open")).value_or(false); }

Decimal paid_with(Call& call, const std::string& reg, const std::string& type) {
  Decimal total;
  for (const auto& [version, row] : call.table("sales").by_version()) {
    const JsonMembers sale = members_of(*row);
    if (stored_text(object_member(sale, "source"), "register_id") != reg) continue;
    for (const JsonMembers& payment : object_list(sale, "payments")) {
      if (stored_text(object_member(payment, "type"), "id") == type)
        total = total + decimal_member(payment, "amount");
    }
  }
  return total;
}

void fire_closure(Call& call, const JsonMembers& reg) {
  JsonObject closure;
  closure.text("id", call.shop.store.random().uuid()).raw("register_id", *reg.find("id"));
  closure.raw("register_close_time", *reg.find("register_close_time"));
  const std::string* payments = call.body.find("payments");
  closure.raw("payments", payments == nullptr ? "[]" : *payments);
  call.shop.webhooks.fire(call.shop.store, "register_closure.create", closure.done(),
                          call.shop.clock.now_ms());
}

}  // namespace

Response open_register(Call& call) {
  JsonMembers row = members_of(existing_row(call));
  if (is_open(row)) throw ApiError(409, "the register is already open");
  const std::string time = text_or_empty(call.body, "register_open_time");
  row.set("is_open", "true");
  row.set("register_open_time", time.empty() ? now_in(call.shop, "registers") : quote(time));
  row.set("register_close_time", "null");
  return wrapped(call, store_version(call.shop, "registers", call.id(), std::move(row)));
}

Response close_register(Call& call) {
  JsonMembers row = members_of(existing_row(call));
  if (!is_open(row)) throw ApiError(409, "the register is already closed");
  for (const JsonMembers& payment : object_list(call.body, "payments")) {
    const Row* type = call.table("payment_types").find(required_text(payment, "payment_type_id"));
    if (type == nullptr) throw ApiError(400, "payment_type_id names no payment type");
  }
  row.set("is_open", "false");
  row.set("register_close_time", now_in(call.shop, "registers"));
  const Row& stored = store_version(call.shop, "registers", call.id(), std::move(row));
  fire_closure(call, members_of(stored));
  return wrapped(call, stored);
}

Response payments_summary(Call& call) {
  const std::string reg = existing_row(call).id;
  std::vector<std::string> rows;
  for (const auto& [version, type] : call.table("payment_types").by_version()) {
    JsonObject row;
    row.text("payment_type_id", type->id);
    row.raw("payment_type_name", *members_of(*type).find("name"));
    row.text("total", paid_with(call, reg, type->id).money());
    rows.push_back(row.done());
  }
  return {.status = call.route.success_status,
          .body = "{\"data\":{\"payments\":" + json_array(rows) + "}}"};
}

Response get_payment(Call& call) {
  for (const auto& [version, row] : call.table("sales").by_version()) {
    if (row->text.find(call.id()) == std::string::npos) continue;
    for (const JsonMembers& payment : object_list(members_of(*row), "payments")) {
      if (stored_text(payment, "id") != call.id()) continue;
      return {.status = call.route.success_status, .body = "{\"data\":" + payment.text() + "}"};
    }
  }
  throw ApiError(404, "payment not found");
}

}  // namespace sluice::simulator
