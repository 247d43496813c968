#include <algorithm>
#include <limits>

#include "api_error.hpp"
#include "list_query.hpp"
#include "lists.hpp"
#include "row_writer.hpp"

namespace sluice::simulator {
namespace {

struct Window {
  std::int64_t after = 0;
  std::int64_t before = std::numeric_limits<std::int64_t>::max();
  std::int64_t size = 1000;
  bool ascending = true;
  std::string product_id;  // empty: every product
};

std::string bare_array(Call& call, const Window& window) {
  if (window.size < 1 || window.size > 5000) {
    throw ApiError(400, "page size must be between 1 and 5000");
  }
  std::vector<const Row*> rows;
  const Table::VersionIndex& index = call.shop.store.table("inventory").by_version();
  for (auto at = index.upper_bound(window.after); at != index.end(); ++at) {
    if (at->first > window.before) break;
    const bool wanted = window.product_id.empty() ||
                        as_text(members_of(*at->second).find("product_id")) == window.product_id;
    if (wanted && !at->second->deleted) rows.push_back(at->second);
  }
  if (!window.ascending) std::reverse(rows.begin(), rows.end());
  if (rows.size() > static_cast<std::size_t>(window.size)) {
    rows.resize(static_cast<std::size_t>(window.size));
  }
  std::string body = "[";
  for (const Row* row : rows) {
    if (body.size() > 1) body += ',';
    body += row->text;
  }
  return body + "]";
}

std::int64_t body_integer(const Call& call, const char* name, std::int64_t by_default) {
  const std::string* raw = call.body.find(name);
  if (raw == nullptr || *raw == "null") return by_default;
  const std::optional<std::int64_t> value = as_int(raw);
  if (!value) throw ApiError(400, std::string(name) + " must be an integer");
  return *value;
}

}  // namespace

Answer inventory_list(Call& call) {
  Window window;
  window.after = body_integer(call, "after", window.after);
  window.before = body_integer(call, "before", window.before);
  window.size = body_integer(call, "size", window.size);
  // The vendor's default is the order in which a walk cannot work.
  window.ascending = as_text(call.body.find("sort_direction")) == "asc";
  window.product_id = as_text(call.body.find("product_id")).value_or("");
  return {.status = call.route.success_status, .body = bare_array(call, window)};
}

Answer inventory_of_product(Call& call) {
  Window window;
  window.after = integer_parameter(call.query, "after").value_or(window.after);
  window.before = integer_parameter(call.query, "before").value_or(window.before);
  window.size = integer_parameter(call.query, "page_size").value_or(window.size);
  const std::string* direction = call.query.first("order_direction");
  window.ascending = direction == nullptr || *direction != "desc";
  window.product_id = call.id();
  return {.status = call.route.success_status, .body = bare_array(call, window)};
}

}  // namespace sluice::simulator
