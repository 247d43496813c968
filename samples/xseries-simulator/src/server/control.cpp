#include "server/control.hpp"

#include <algorithm>

#include "api/row_writer.hpp"
#include "common/api_error.hpp"
#include "common/json_members.hpp"
#include "common/stored_row.hpp"

namespace sluice::simulator {
namespace {

struct Control {
  std::unique_ptr<World>& world;
  const Request& request;
  const std::vector<std::string>& path;  // after /control
  const Query& query;
  JsonMembers body;

  Shop shop() const { return world->shop(); }
};

Response done() { return {.body = "{\"ok\":true}"}; }

Response health(Control& c) {
  std::string tables;
  for (const auto& [name, table] : c.world->store.tables()) {
    if (!tables.empty()) tables += ',';
    tables += quote(name) + ":" + std::to_string(table.size());
  }
  return {.body = "{\"status\":\"ok\",\"now\":" + quote(iso_z(c.world->clock.now_ms())) +
                  ",\"last_version\":" + std::to_string(c.world->store.last_version()) +
                  ",\"rows\":{" + tables + "}}"};
}

Response reset(Control& c) {
  c.world = std::make_unique<World>(c.world->settings);
  return done();
}

Response reseed(Control& c) {
  Settings next = c.world->settings;
  next.seed = static_cast<std::uint64_t>(
      whole_member(c.body, "seed", static_cast<std::int64_t>(next.seed)));
  const auto size = [&c](const char* name, std::size_t& value) {
    value = static_cast<std::size_t>(whole_member(c.body, name, static_cast<std::int64_t>(value)));
  };
  size("products", next.products);
  size("customers", next.customers);
  size("sales", next.sales);
  size("recent_sales", next.recent_sales);
  size("rows", next.rows);
  c.world = std::make_unique<World>(std::move(next));
  return health(c);
}

Response requests(Control& c) { return {.body = c.world->log.json()}; }

Response clear_requests(Control& c) {
  c.world->log.clear();
  return done();
}

Response faults(Control& c) { return control_faults(*c.world, c.request); }

Response set_clock(Control& c) {
  if (const std::string* now = c.body.find("now"); now != nullptr && *now == "null") {
    c.world->clock.use_real();
  } else if (now != nullptr) {
    const std::optional<std::int64_t> at = parse_iso(as_text(now).value_or(""));
    if (!at) throw ApiError(400, "now must be an ISO 8601 time, not " + *now);
    c.world->clock.freeze(*at);
  }
  c.world->clock.advance(whole_member(c.body, "advance_s", 0) * 1000);
  return {.body = "{\"now\":" + quote(iso_z(c.world->clock.now_ms())) + "}"};
}

Response settings(Control& c) {
  control_settings(*c.world, c.body);
  return done();
}

Response tokens(Control& c) { return control_tokens(*c.world, c.path[1], c.body); }

Response deliveries(Control& c) { return {.body = c.world->webhooks.json()}; }

Response clear_deliveries(Control& c) {
  c.world->webhooks.clear();
  return done();
}

// The simulator waits, since it must release the lock.
Response settle(Control&) { return done(); }

const Table& state_table(const Control& c) {
  const Table* table = c.path.size() < 2 ? nullptr : c.world->store.find_table(c.path[1]);
  if (table == nullptr) throw ApiError(404, "no such table; see rows of /control/health");
  return *table;
}

// Deleted rows are also shown: this is the store, not the API.
Response state(Control& c) {
  const Table& table = state_table(c);
  if (c.path.size() == 3) {
    const Row* row = table.find(percent_decode(c.path[2], false));
    if (row == nullptr) throw ApiError(404, "no such row");
    return {.body = row->text};
  }
  std::string rows;
  for (const auto& [version, row] : table.by_version()) {
    if (!rows.empty()) rows += ',';
    rows += row->text;
  }
  return {.body = "{\"count\":" + std::to_string(table.size()) + ",\"data\":[" + rows + "]}"};
}

// `count` different live rows, chosen by the seeded generator.
std::vector<const Row*> pick_rows(Control& c, const std::string& table) {
  std::vector<const Row*> live;
  for (const auto& [version, row] : c.world->store.table(table).by_version()) {
    if (!row->deleted) live.push_back(row);
  }
  const auto wanted = static_cast<std::size_t>(whole_member(c.body, "count", 1));
  if (wanted > live.size()) {
    throw ApiError(400, "count is " + std::to_string(wanted) + ", but only " +
                            std::to_string(live.size()) + " rows are not deleted");
  }
  for (std::size_t i = 0; i < wanted; ++i) {
    std::swap(live[i], live[i + c.world->store.random().below(live.size() - i)]);
  }
  live.resize(wanted);
  return live;
}

Response ids_response(const std::vector<std::string>& ids) {
  std::string list;
  for (const std::string& id : ids) list += (list.empty() ? "" : ",") + quote(id);
  return {.body = "{\"count\":" + std::to_string(ids.size()) + ",\"ids\":[" + list + "]}"};
}

void change_product(Random& random, JsonMembers& row) {
  const std::string name = as_text(row.find("name")).value_or("") + " *";
  row.set("name", quote(name));
  const std::int64_t cents = random.between(100, 99'999);
  row.set("price_excluding_tax", std::to_string(cents / 100) + "." +
                                     std::to_string(cents % 100 / 10) + std::to_string(cents % 10));
}

Response change_rows(Control& c) {
  const std::string& table = c.path[0];
  std::vector<std::string> ids;
  for (const Row* row : pick_rows(c, table)) {
    JsonMembers members = members_of(*row);
    if (table == "products") change_product(c.world->store.random(), members);
    if (table == "customers") {
      members.set("loyalty_balance", std::to_string(c.world->store.random().below(1000)) + ".5");
    }
    ids.push_back(row->id);
    store_version(c.shop(), table, ids.back(), std::move(members));
  }
  return ids_response(ids);
}

Response delete_rows(Control& c) {
  std::vector<std::string> ids;
  for (const Row* row : pick_rows(c, c.path[0])) {
    ids.push_back(row->id);
    store_deleted(c.shop(), c.path[0], *row);
  }
  return ids_response(ids);
}

struct Command {
  std::string_view method;  // empty: any
  std::string_view path;    // `*`: any segment
  Response (*run)(Control&);
};

constexpr Command kCommands[] = {
    {"GET", "health", health},
    {"POST", "reset", reset},
    {"POST", "seed", reseed},
    {"GET", "requests", requests},
    {"POST", "requests/clear", clear_requests},
    {"POST", "clock", set_clock},
    {"POST", "settings", settings},
    {"POST", "tokens/*", tokens},
    {"GET", "webhooks/deliveries", deliveries},
    {"POST", "webhooks/clear", clear_deliveries},
    {"POST", "webhooks/settle", settle},
    {"", "faults", faults},
    {"GET", "state/*", state},
    {"GET", "state/*/*", state},
    {"POST", "products/change", change_rows},
    {"POST", "products/delete", delete_rows},
    {"POST", "customers/change", change_rows},
    {"POST", "customers/delete", delete_rows},
};

bool fits(std::string_view pattern, const std::vector<std::string>& path) {
  for (const std::string& segment : path) {
    const std::size_t end = std::min(pattern.find('/'), pattern.size());
    const std::string_view part = pattern.substr(0, end);
    if (part.empty() || (part != "*" && part != segment)) return false;
    pattern.remove_prefix(std::min(end + 1, pattern.size()));
  }
  return pattern.empty();
}

JsonMembers read_control_body(const Request& request) {
  if (request.body.empty()) return {};
  std::optional<JsonMembers> body = JsonMembers::parse(request.body);
  if (!body) throw ApiError(400, "body must be a JSON object");
  return std::move(*body);
}

Response dispatch(Control& c) {
  for (const Command& command : kCommands) {
    const bool method = command.method.empty() || command.method == c.request.method;
    if (method && fits(command.path, c.path)) return command.run(c);
  }
  throw ApiError(404, "no such control command: " + c.request.method + " " + c.request.target);
}

}  // namespace

std::int64_t whole_member(const JsonMembers& body, const char* name, std::int64_t by_default) {
  const std::string* raw = body.find(name);
  if (raw == nullptr) return by_default;
  const std::optional<std::int64_t> value = as_int(raw);
  if (!value || *value < 0) {
    throw ApiError(400, std::string(name) + " must be a whole number, not " + *raw);
  }
  return *value;
}

Response control(std::unique_ptr<World>& world, const Request& request, const Target& target) {
  try {
    const std::vector<std::string> path(target.segments.begin() + 1, target.segments.end());
    Control c{world, request, path, target.query, read_control_body(request)};
    return dispatch(c);
  } catch (const ApiError& error) {
    return error_response(ErrorShape::kPlain, error);
  }
}

}  // namespace sluice::simulator
