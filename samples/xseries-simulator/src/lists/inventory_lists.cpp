#include <algorithm>
#include <limits>

#include "api/family_ids.hpp"
#include "common/api_error.hpp"
#include "common/stored_row.hpp"
#include "lists/list_query.hpp"
#include "lists/lists.hpp"
#include "lists/page.hpp"

namespace sluice::simulator {
namespace {

struct Window {
  std::int64_t after = 0;
  std::int64_t before = std::numeric_limits<std::int64_t>::max();
  std::int64_t size = 1000;
  bool ascending = true;
  std::string product_id;  // empty: every product
  bool family = false;     // its variants too
  bool deleted = false;
};

std::vector<std::string> products_of(Call& call, const Window& window) {
  if (!window.family) return {window.product_id};
  const Row* product = call.table("products").find(window.product_id);
  if (product == nullptr) return {};
  std::vector<std::string> ids;
  for (const Row* row : family_members(call.shop.store, head_of(members_of(*product)))) {
    ids.push_back(row->id);
  }
  return ids;
}

// The rows of the whole shop, or those of one product or its family, by version.
Table::VersionIndex rows_of(Call& call, const Window& window) {
  const Table& table = call.table("inventory");
  Table::VersionIndex rows;
  for (const std::string& id : products_of(call, window)) {
    rows.insert(table.children(id).begin(), table.children(id).end());
  }
  return rows;
}

std::vector<const Row*> in_window(const Table::VersionIndex& index, const Window& window,
                                  std::int64_t after) {
  std::vector<const Row*> rows;
  for (auto at = index.upper_bound(after); at != index.end() && at->first <= window.before; ++at) {
    if (window.deleted || !at->second->deleted) rows.push_back(at->second);
  }
  if (!window.ascending) std::reverse(rows.begin(), rows.end());
  if (rows.size() > static_cast<std::size_t>(window.size)) {
    rows.resize(static_cast<std::size_t>(window.size));
  }
  return rows;
}

Response bare_array(Call& call, const Window& window) {
  if (window.size < 1 || window.size > 5000) {
    throw ApiError(400, "page size must be between 1 and 5000");
  }
  const std::int64_t after = call.stuck() ? 0 : window.after;
  Page page = bare_page();
  page.after = window.after;
  page.rows = window.product_id.empty()
                  ? in_window(call.table("inventory").by_version(), window, after)
                  : in_window(rows_of(call, window), window, after);
  if (call.shop.settings.shuffle_rows) apply_switches(page, call.shop.settings);
  return {.status = call.route.success_status, .body = page_body(std::move(page), call.fault)};
}

std::int64_t body_integer(const Call& call, const char* name, std::int64_t by_default) {
  const std::string* raw = call.body.find(name);
  if (raw == nullptr || *raw == "null") return by_default;
  const std::optional<std::int64_t> value = as_int(raw);
  if (!value) throw ApiError(400, std::string(name) + " must be an integer");
  return *value;
}

}  // namespace

Response inventory_list(Call& call) {
  Window window;
  window.after = body_integer(call, "after", window.after);
  window.before = body_integer(call, "before", window.before);
  window.size = body_integer(call, "size", window.size);
  // The vendor's default is the order in which a walk cannot work.
  window.ascending = as_text(call.body.find("sort_direction")) == "asc";
  window.product_id = as_text(call.body.find("product_id")).value_or("");
  window.family = as_bool(call.body.find("variants")).value_or(false);
  window.deleted = as_bool(call.body.find("include_deleted")).value_or(false);
  return bare_array(call, window);
}

Response inventory_of_product(Call& call) {
  Window window;
  window.after = integer_parameter(call.query, "after").value_or(window.after);
  window.before = integer_parameter(call.query, "before").value_or(window.before);
  window.size = integer_parameter(call.query, "page_size").value_or(window.size);
  const std::string* direction = call.query.first("order_direction");
  window.ascending = direction == nullptr || *direction != "desc";
  window.product_id = call.id();
  window.family = flag_parameter(call.query, "variants");
  window.deleted = flag_parameter(call.query, "include_deleted");
  return bare_array(call, window);
}

}  // namespace sluice::simulator
