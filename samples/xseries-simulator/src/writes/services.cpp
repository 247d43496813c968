#include "writes/services.hpp"

#include <map>

#include "common/api_error.hpp"
#include "common/body_reader.hpp"
#include "common/json_object.hpp"
#include "common/stored_row.hpp"
#include "lists/list_query.hpp"

namespace sluice::simulator {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;

void check_row(Call& call, const char* table, const char* member) {
  const Row* row = call.table(table).find(required_text(call.body, member));
  if (row == nullptr || row->deleted) throw ApiError(400, std::string(member) + " is not known");
}

// Times of services carry fractions of a second.
std::string fractional_now(Call& call) {
  std::string time = iso_z(call.shop.clock.now_ms());
  return quote(time.insert(time.size() - 1, ".000001"));
}

std::string new_item(Call& call, const std::string& id) {
  const JsonMembers asked = object_member(call.body, "service_item");
  JsonObject item;
  item.text("item_id", id).raw("customer_id", *call.body.find("customer_id"));
  for (const char* name : {"item_name", "serial_number", "description", "initial_condition"}) {
    const std::string* raw = asked.find(name);
    item.raw(name, raw == nullptr ? "null" : *raw);
  }
  return item.done();
}

std::string new_service(Call& call, const std::string& id) {
  const std::string now = fractional_now(call);
  const std::string* agenda = call.body.find("agenda");
  JsonObject service;
  service.text("id", id).text("status", "open").raw("customer_id", *call.body.find("customer_id"));
  service.text("sale_id", call.shop.store.random().uuid());
  service.raw("outlet_id", *call.body.find("outlet_id"));
  service.raw("register_id", *call.body.find("register_id"));
  service.raw("created_at", now).raw("updated_at", now);
  service.raw("agenda", agenda == nullptr ? "null" : *agenda);
  return service.done();
}

}  // namespace

Response get_service(Call& call) {
  const Row* row = call.table("services").find(call.id());
  if (row == nullptr || row->deleted) throw ApiError(404, "service not found");
  return {.status = call.route.success_status, .body = row->text};
}

Response create_service(Call& call) {
  check_row(call, "outlets", "outlet_id");
  check_row(call, "registers", "register_id");
  check_row(call, "customers", "customer_id");
  const std::string id = std::to_string(45'000 + call.table("services").size());
  const std::string item_id = std::to_string(65'000 + call.table("services").size());
  const std::string item = new_item(call, item_id);
  const std::string text = JsonObject()
                               .raw("service", new_service(call, id))
                               .raw("service_item", item)
                               .raw("notes", "[]")
                               .done();
  call.table("services").put({.id = id, .version = call.shop.store.next_version(), .text = text});
  call.table("service_items")
      .put({.id = item_id,
            .version = call.shop.store.next_version(),
            .text = item,
            .parent = text_or_empty(call.body, "customer_id")});
  return {.status = call.route.success_status, .body = text};
}

Response services_agenda(Call& call) {
  const std::string& outlet = call.param("outlet_id");
  if (call.table("outlets").find(outlet) == nullptr) throw ApiError(404, "outlet not found");
  const std::optional<std::int64_t> start =
      parse_iso(*call.query.first("start_date") + "T00:00:00Z");
  if (!start) throw ApiError(400, "start_date must be YYYY-MM-DD");
  const std::int64_t days = integer_parameter(call.query, "days").value_or(7);
  if (days < 1 || days > 366) throw ApiError(400, "days must be between 1 and 366");
  std::map<std::string, std::int64_t> minutes;
  for (std::int64_t day = 0; day < days; ++day) {
    minutes[iso_z(*start + day * kDayMs).substr(0, 10)] = 0;
  }
  for (const auto& [version, row] : call.table("services").by_version()) {
    const JsonMembers service = object_member(members_of(*row), "service");
    const JsonMembers agenda = object_member(service, "agenda");
    const auto day = minutes.find(stored_text(agenda, "date"));
    if (day == minutes.end() || stored_text(service, "outlet_id") != outlet) continue;
    day->second += as_int(agenda.find("minutes_scheduled")).value_or(0);
  }
  std::vector<std::string> rows;
  for (const auto& [date, sum] : minutes) {
    rows.push_back(JsonObject().text("date", date).number("minutes_scheduled", sum).done());
  }
  return {.status = call.route.success_status, .body = json_array(rows)};
}

}  // namespace sluice::simulator
