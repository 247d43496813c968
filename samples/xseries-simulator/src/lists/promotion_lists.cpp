#include "lists/promotion_lists.hpp"

#include <algorithm>

#include "api/row_response.hpp"
#include "common/api_error.hpp"
#include "common/body_reader.hpp"
#include "common/stored_row.hpp"
#include "lists/list_query.hpp"
#include "lists/list_source.hpp"
#include "lists/page.hpp"
#include "lists/promotion_match.hpp"

namespace sluice::simulator {
namespace {

Response window(Call& call, const std::vector<const Row*>& rows, std::size_t offset,
                std::size_t size) {
  Page page;
  const std::size_t begin = call.stuck() ? 0 : std::min(offset, rows.size());
  const std::size_t end = std::min(begin + size, rows.size());
  page.rows.assign(rows.begin() + static_cast<std::ptrdiff_t>(begin),
                   rows.begin() + static_cast<std::ptrdiff_t>(end));
  return {.status = call.route.success_status, .body = page_body(std::move(page), call.fault)};
}

// A promotion without an end is after every time.
std::string end_of(const JsonMembers& row) {
  const std::string end = stored_text(row, "end_time");
  return end.empty() ? "9999" : end;
}

bool found(const Call& call, const Row& row) {
  const JsonMembers members = members_of(row);
  const std::string name = text_parameter(call.query, "name");
  const std::string start = text_parameter(call.query, "start_time");
  const std::string end = text_parameter(call.query, "end_time");
  const std::string outlet = text_parameter(call.query, "outlet_id");
  if (!name.empty() && stored_text(members, "name").find(name) == std::string::npos) return false;
  if (!start.empty() && stored_text(members, "start_time") < start) return false;
  if (!end.empty() && end_of(members) > end) return false;
  return outlet.empty() || raw_is(members.find("outlet_ids"), {outlet});
}

// Read as rows to skip, the default misses the first row; a switch reads it as counted from one.
std::size_t rows_to_skip(const Call& call) {
  const std::int64_t offset = integer_parameter(call.query, "offset").value_or(1);
  if (offset < 0) throw ApiError(400, "offset must be at least 0");
  const bool from_one = call.shop.settings.promotions_offset_from_one && offset > 0;
  return static_cast<std::size_t>(from_one ? offset - 1 : offset);
}

std::string product_entry(const JsonMembers& product) {
  JsonMembers entry;
  for (const char* name : {"id", "name", "sku", "price_excluding_tax"}) {
    entry.set(name, *product.find(name));
  }
  return entry.text();
}

std::string promoted(Call& call, const JsonMembers& part, std::size_t offset, std::size_t size) {
  const std::string name = text_parameter(call.query, "name");
  std::string rows;
  std::size_t at = 0;
  for (const auto& [version, row] : call.table("products").by_version()) {
    if (row->deleted || at >= offset + size) continue;
    const JsonMembers product = members_of(*row);
    if (!promotes(part, product)) continue;
    if (!name.empty() && stored_text(product, "name").find(name) == std::string::npos) continue;
    if (at++ < offset) continue;
    rows += (rows.empty() ? "" : ",") + product_entry(product);
  }
  return "[" + rows + "]";
}

}  // namespace

Response promotions_list(Call& call) {
  const std::string to = text_parameter(call.query, "end_time_to");
  const std::string from = text_parameter(call.query, "end_time_from");
  if (!to.empty() && !from.empty()) {
    throw ApiError(400, "end_time_to and end_time_from cannot be combined");
  }
  const std::size_t size = page_size_parameter(call.query, kLargePage, kLargePage);
  std::vector<const Row*> rows;
  for (const auto& [version, row] : call.table().by_version()) {
    const JsonMembers members = members_of(*row);
    const bool wanted =
        (to.empty() || end_of(members) <= to) && (from.empty() || end_of(members) >= from);
    if (wanted && !row->deleted) rows.push_back(row);
  }
  return window(call, rows, 0, size);
}

Response promotions_search(Call& call) {
  const std::size_t size = page_size_parameter(call.query, kLargePage, kLargePage);
  const std::string order = text_parameter(call.query, "order_by");
  const std::string member = order.empty() ? "start_time" : order;
  std::vector<std::pair<std::string, const Row*>> keyed;
  for (const auto& [version, row] : call.table().by_version()) {
    if (row->deleted || !found(call, *row)) continue;
    keyed.emplace_back(stored_text(members_of(*row), member.c_str()), row);
  }
  std::stable_sort(keyed.begin(), keyed.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  if (text_parameter(call.query, "direction") != "asc") std::reverse(keyed.begin(), keyed.end());
  std::vector<const Row*> rows;
  for (const auto& [key, row] : keyed) rows.push_back(row);
  return window(call, rows, rows_to_skip(call), size);
}

Response promotion_products(Call& call) {
  const JsonMembers promotion = members_of(existing_row(call));
  const std::size_t size = page_size_parameter(call.query, kLargePage, kLargePage);
  const std::size_t offset = call.stuck() ? 0 : offset_parameter(call.query);
  return {.status = call.route.success_status,
          .body = "{\"data\":{\"condition_products\":" +
                  promoted(call, object_member(promotion, "condition"), offset, size) +
                  ",\"action_products\":" +
                  promoted(call, object_member(promotion, "action"), offset, size) + "}}"};
}

}  // namespace sluice::simulator
