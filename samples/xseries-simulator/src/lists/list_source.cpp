#include "lists/list_source.hpp"

#include <algorithm>
#include <array>

#include "common/api_error.hpp"
#include "common/stored_row.hpp"

namespace sluice::simulator {
namespace {

struct Nested {
  std::string_view path;
  const char* table;
  const char* parent_table;
  const char* parent;       // path parameter
  const char* member = "";  // the rows' member that names the parent; empty: the store's own index
};

constexpr std::array<Nested, 8> kNested = {{
    {"/consignments/{consignment_id}/products", "consignment_products", "consignments",
     "consignment_id"},
    {"/purchase_orders/{purchase_order_id}/deliveries", "purchase_order_deliveries",
     "purchase_orders", "purchase_order_id"},
    {"/purchase_orders/{purchase_order_id}/line_items", "purchase_order_line_items",
     "purchase_orders", "purchase_order_id"},
    {"/purchase_orders/{purchase_order_id}/deliveries/{delivery_id}/line_items",
     "purchase_order_delivery_line_items", "purchase_order_deliveries", "delivery_id"},
    {"/products/{product_id}/inventory", "inventory", "products", "product_id"},
    {"/products/{product_id}/price_book_products", "price_book_products", "products", "product_id",
     "product_id"},
    {"/customers/{customer_id}/addresses", "addresses", "customers", "customer_id"},
    {"/customer_groups/{customer_group_id}/customers", "customers", "customer_groups",
     "customer_group_id", "customer_group_id"},
}};

// Parameters that are not filters.
constexpr std::array<std::string_view, 18> kNoFilter = {
    "after",  "before", "page_size",   "deleted", "includes[]",    "include_images",
    "sku",    "name",   "family_name", "order",   "direction",     "limit",
    "cursor", "offset", "page_number", "page",    "since_version", "include_deleted"};

// A parameter whose name differs from the member's.
std::string member_of(const std::string& parameter) {
  return parameter == "customer_group_id" ? "customer_group_ids" : parameter;
}

std::vector<RowFilter> filters_of(Call& call) {
  std::vector<RowFilter> filters;
  std::string_view names = call.route.query_optional;
  while (!names.empty()) {
    const std::size_t comma = std::min(names.find(','), names.size());
    const std::string name(names.substr(0, comma));
    names.remove_prefix(std::min(comma + 1, names.size()));
    const bool filter = std::find(kNoFilter.begin(), kNoFilter.end(), name) == kNoFilter.end();
    std::vector<std::string> values = call.query.all(name);
    if (filter && !values.empty()) filters.push_back({member_of(name), std::move(values)});
  }
  return filters;
}

void check_parent(Call& call, const Nested& nested) {
  const Row* parent = call.table(nested.parent_table).find(call.param(nested.parent));
  if (parent == nullptr || parent->deleted) throw ApiError(404, "Not Found");
}

}  // namespace

ListSource list_source(Call& call) {
  for (const Nested& nested : kNested) {
    if (nested.path != call.route.path) continue;
    check_parent(call, nested);
    const Table& table = call.table(nested.table);
    const std::string& parent = call.param(nested.parent);
    if (*nested.member == '\0') return {nested.table, table.children(parent), {}};
    return {nested.table, table.by_version(), {{nested.member, {parent}}}};
  }
  return {call.route.table(), call.table().by_version(), filters_of(call)};
}

bool raw_is(const std::string* raw, const std::vector<std::string>& values) {
  if (raw == nullptr) return false;
  if (kind_of(*raw) == JsonKind::kArray) {
    const std::vector<std::string> items = parse_array(*raw).value_or(std::vector<std::string>{});
    return std::any_of(items.begin(), items.end(),
                       [&values](const std::string& item) { return raw_is(&item, values); });
  }
  const std::string text = as_text(raw).value_or(*raw);
  return std::find(values.begin(), values.end(), text) != values.end();
}

bool passes(const ListSource& source, const Row& row) {
  if (source.filters.empty()) return true;
  const JsonMembers members = members_of(row);
  return std::all_of(source.filters.begin(), source.filters.end(), [&](const RowFilter& filter) {
    return raw_is(members.find(filter.member), filter.values);
  });
}

std::optional<PageSizes> published_page_sizes(std::string_view path) {
  if (path == "/custom_inventory_adjustment_reasons") return PageSizes{100, 100};
  if (path == "/stock_adjustments" || path.starts_with("/purchase_orders")) {
    return PageSizes{100, 1000};
  }
  return std::nullopt;
}

}  // namespace sluice::simulator
