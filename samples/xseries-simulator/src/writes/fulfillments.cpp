// Fulfill, pick and pack: guarded by the fulfillment's own version, harmless when repeated.

#include "api/row_writer.hpp"
#include "common/api_error.hpp"
#include "common/body_reader.hpp"
#include "common/decimal.hpp"
#include "common/json_object.hpp"
#include "common/stored_row.hpp"
#include "writes/selling.hpp"

namespace sluice::simulator {
namespace {

constexpr const char* kFulfillments = "fulfillments";

struct Step {
  const char* state;
  const char* member;  // of a line: the quantity that the step sets
};

constexpr Step kPick = {"PICKED", "quantity_picked"};
constexpr Step kPack = {"PACKED", "quantity_packed"};
constexpr Step kFulfill = {"FULFILLED", "quantity_fulfilled"};

const Row& named_fulfillment(Call& call) {
  const Row* row = call.table(kFulfillments).find(call.param("fulfillment_id"));
  if (row == nullptr) throw ApiError(404, "fulfillment not found");
  return *row;
}

void add_history(Call& call, const std::string& id, const char* event) {
  const std::string entry =
      id + "-" + std::to_string(call.table("fulfillment_history").children(id).size() + 1);
  JsonMembers row;
  row.set("id", quote(entry));
  row.set("fulfillment_id", quote(id));
  row.set("event", quote(event));
  row.set("occurred_at", now_in(call.shop, kFulfillments));
  store_child(call.shop, "fulfillment_history", id, entry, std::move(row));
}

// The fulfillment's own number is separate from the retailer's counter.
const Row& store_fulfillment(Call& call, const std::string& id, JsonMembers row,
                             std::int64_t own_version) {
  row.set("version", std::to_string(own_version));
  const std::int64_t version = call.shop.store.next_version();
  return call.table(kFulfillments).put({.id = id, .version = version, .text = row.text()});
}

std::string wanted_quantity(const std::vector<JsonMembers>& asked, const JsonMembers& line) {
  if (asked.empty()) return *line.find("quantity");
  for (const JsonMembers& item : asked) {
    if (stored_text(item, "id") != stored_text(line, "id")) continue;
    const std::string* quantity = item.find("quantity");
    return quantity == nullptr ? *line.find("quantity") : *quantity;
  }
  return {};
}

void check_lines(const JsonMembers& row, const std::vector<JsonMembers>& asked) {
  for (const JsonMembers& item : asked) {
    bool known = false;
    for (const JsonMembers& line : object_list(row, "line_items")) {
      if (stored_text(line, "id") != required_text(item, "id")) continue;
      known = true;
      if (decimal_member(line, "quantity") < decimal_member(item, "quantity")) {
        throw ApiError(400, "quantity is more than the line has");
      }
    }
    if (!known) throw ApiError(400, "line_items names a line that is not in the fulfillment");
  }
}

// True when a line changed.
bool apply(JsonMembers& row, const Step& step, const std::vector<JsonMembers>& asked) {
  bool changed = false;
  std::vector<std::string> lines;
  for (JsonMembers& line : object_list(row, "line_items")) {
    const std::string quantity = wanted_quantity(asked, line);
    const std::string* known = line.find(step.member);
    if (!quantity.empty() && (known == nullptr || *known != quantity)) {
      line.set(step.member, quantity);
      changed = true;
    }
    lines.push_back(line.text());
  }
  row.set("line_items", json_array(lines));
  changed = changed || stored_text(row, "fulfillment_state") != step.state;
  row.set("fulfillment_state", quote(step.state));
  return changed;
}

std::string id_and_version(const std::string& id, std::int64_t version) {
  return JsonObject().text("id", id).number("version", version).done();
}

// A repeat finds everything done, with the version before or after: nothing changes.
std::int64_t run_step(Call& call, const Row& fulfillment, const Step& step,
                      const std::vector<JsonMembers>& asked, std::optional<std::int64_t> version) {
  JsonMembers row = members_of(fulfillment);
  const std::int64_t current = as_int(row.find("version")).value_or(0);
  check_lines(row, asked);
  const bool changed = apply(row, step, asked);
  const bool fits = !version || *version == current || (!changed && *version == current - 1);
  if (!fits) throw ApiError(409, "version is not current, it is " + std::to_string(current));
  if (!changed) return current;
  const std::string id = fulfillment.id;
  store_fulfillment(call, id, std::move(row), current + 1);
  add_history(call, id, step.state);
  return current + 1;
}

Response one_step(Call& call, const Step& step) {
  const Row& row = named_fulfillment(call);
  const std::string id = row.id;
  const std::optional<std::int64_t> version = as_int(call.body.find("version"));
  if (!version) throw ApiError(400, "version must be an integer");
  const std::int64_t now = run_step(call, row, step, object_list(call.body, "line_items"), version);
  return {.status = call.route.success_status,
          .body = "{\"data\":" + id_and_version(id, now) + "}"};
}

std::vector<const Row*> of_sale(Call& call, const std::string& sale) {
  std::vector<const Row*> rows;
  for (const auto& [version, row] : call.table(kFulfillments).by_version()) {
    if (as_text(members_of(*row).find("sale_id")) == sale) rows.push_back(row);
  }
  return rows;
}

const Row& sale_of(Call& call, const std::string& id) {
  const Row* row = call.table("sales").find(id);
  if (row == nullptr) throw ApiError(404, "sale not found");
  return *row;
}

// A sale without a fulfillment gets one when it is fulfilled.
const Row& new_fulfillment(Call& call, const Row& sale) {
  const JsonMembers members = members_of(sale);
  const std::string id = std::to_string(800'000 + call.table(kFulfillments).size());
  std::vector<std::string> lines;
  for (const JsonMembers& item : object_list(members, "line_items")) {
    JsonObject line;
    line.raw("id", *item.find("id")).raw("quantity", *item.find("quantity"));
    for (const char* name : {"quantity_picked", "quantity_packed", "quantity_fulfilled"}) {
      line.number(name, 0);
    }
    lines.push_back(line.done());
  }
  JsonMembers row;
  row.set("id", quote(id));
  row.set("sale_id", quote(sale.id));
  const JsonMembers source = object_member(members, "source");
  const std::string* outlet = source.find("outlet_id");
  row.set("outlet_id", outlet == nullptr ? "null" : *outlet);
  row.set("fulfillment_type", "\"PICKUP\"");
  row.set("fulfillment_state", "\"OPEN\"");
  row.set("version", "0");
  row.set("line_items", json_array(lines));
  row.set("created_at", now_in(call.shop, kFulfillments));
  add_history(call, id, "CREATED");
  return store_fulfillment(call, id, std::move(row), 1);
}

Response fulfill_all(Call& call, const Row& sale) {
  std::vector<const Row*> rows = of_sale(call, sale.id);
  if (rows.empty()) rows.push_back(&new_fulfillment(call, sale));
  std::vector<std::string> done;
  for (const Row* row : rows) {
    const std::string id = row->id;
    done.push_back(id_and_version(id, run_step(call, *row, kFulfill, {}, std::nullopt)));
  }
  return {.status = call.route.success_status, .body = "{\"data\":" + json_array(done) + "}"};
}

}  // namespace

Response fulfill(Call& call) { return one_step(call, kFulfill); }
Response pick(Call& call) { return one_step(call, kPick); }
Response pack(Call& call) { return one_step(call, kPack); }

Response fulfill_sale(Call& call) {
  const bool in_path = call.match.params.contains("sale_id");
  const std::string id = in_path ? call.param("sale_id") : required_text(call.body, "sale_id");
  return fulfill_all(call, sale_of(call, id));
}

Response fulfillments_of_sale(Call& call) {
  std::vector<std::string> rows;
  for (const Row* row : of_sale(call, sale_of(call, call.id()).id)) rows.push_back(row->text);
  return {.status = call.route.success_status, .body = "{\"data\":" + json_array(rows) + "}"};
}

Response pick_lists_of_sale(Call& call) {
  std::vector<std::string> rows;
  for (const Row* row : of_sale(call, sale_of(call, call.id()).id)) {
    const JsonMembers members = members_of(*row);
    JsonObject list;
    list.raw("id", *members.find("id")).raw("sale_id", *members.find("sale_id"));
    list.raw("status", *members.find("fulfillment_state"))
        .raw("items", *members.find("line_items"));
    rows.push_back(list.done());
  }
  return {.status = call.route.success_status, .body = "{\"data\":" + json_array(rows) + "}"};
}

}  // namespace sluice::simulator
