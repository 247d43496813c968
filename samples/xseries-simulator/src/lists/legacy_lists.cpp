#include "lists/legacy_lists.hpp"

// Lists of version 0.9: page and pages, and no `pagination` member at all when one page holds
// everything.

#include <algorithm>

#include "common/api_error.hpp"
#include "common/legacy_rows.hpp"
#include "lists/list_query.hpp"
#include "lists/page.hpp"

namespace sluice::simulator {
namespace {

constexpr int kMaxLegacyPage = 200;

struct Paging {
  std::size_t results, page, size, pages;
};

std::string paging_members(const Paging& at) {
  return "\"results\":" + std::to_string(at.results) + ",\"page\":" + std::to_string(at.page) +
         ",\"page_size\":" + std::to_string(at.size) + ",\"pages\":" + std::to_string(at.pages);
}

Paging read_paging(const Call& call, std::size_t results) {
  const int by_default = std::min(call.shop.settings.default_page_size, kMaxLegacyPage);
  const std::size_t size = page_size_parameter(call.query, by_default, kMaxLegacyPage);
  const std::int64_t page = integer_parameter(call.query, "page").value_or(1);
  if (page < 1) throw ApiError(400, "page must be at least 1");
  return {results, static_cast<std::size_t>(page), size,
          std::max<std::size_t>(1, (results + size - 1) / size)};
}

std::string opening(const Call& call, const Paging& at, const std::string& plural) {
  const std::string rows = "\"" + plural + "\":[";
  if (at.pages <= 1) return "{" + rows;
  if (call.shop.settings.legacy_pagination_top_level) return "{" + paging_members(at) + "," + rows;
  return "{\"pagination\":{" + paging_members(at) + "}," + rows;
}

using Shape = std::string (*)(const Row&);

Response legacy_list(Call& call, const char* table, const std::string& plural, Shape shape) {
  std::vector<const Row*> rows;
  for (const auto& [version, row] : call.table(table).by_version()) {
    if (!row->deleted) rows.push_back(row);
  }
  const Paging at = read_paging(call, rows.size());
  const std::size_t first = call.stuck() ? 0 : (std::min(at.page, at.pages + 1) - 1) * at.size;
  std::vector<Row> shown;
  shown.reserve(at.size);
  Page page;
  for (std::size_t i = first; i < rows.size() && shown.size() < at.size; ++i) {
    shown.push_back({.id = rows[i]->id, .version = rows[i]->version, .text = shape(*rows[i])});
    page.rows.push_back(&shown.back());
  }
  page.open = opening(call, at, plural);
  return {.status = call.route.success_status, .body = page_body(std::move(page), call.fault)};
}

}  // namespace

Response legacy_products(Call& call) {
  return legacy_list(call, "products", "products", legacy_product);
}

Response legacy_sales(Call& call) {
  return legacy_list(call, "sales", "register_sales", legacy_sale);
}

}  // namespace sluice::simulator
