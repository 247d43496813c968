#include <Poco/String.h>

#include <algorithm>
#include <array>

#include "api_error.hpp"
#include "list_query.hpp"
#include "lists.hpp"
#include "page.hpp"
#include "row_writer.hpp"

namespace sluice::simulator {
namespace {

Answer slice(Call& call, const std::vector<const Row*>& rows, std::size_t offset,
             std::size_t size) {
  Page page;
  const std::size_t begin = std::min(offset, rows.size());
  const std::size_t end = std::min(begin + size, rows.size());
  page.rows.assign(rows.begin() + static_cast<std::ptrdiff_t>(begin),
                   rows.begin() + static_cast<std::ptrdiff_t>(end));
  return {.status = call.route.success_status, .body = page_body(std::move(page), call.fault)};
}

bool one_of(const std::vector<std::string>& wanted, const std::optional<std::string>& value) {
  return value && std::find(wanted.begin(), wanted.end(), *value) != wanted.end();
}

// Filters that hide a level: `brand_id` is at brand.id in a product row.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kFilterPaths = {{
    {"_id", "id"},
    {"brand_id", "brand.id"},
    {"supplier_id", "supplier.id"},
    {"product_type_id", "type.id"},
    {"register_id", "source.register_id"},
    {"user_id", "source.author_id"},
    {"outlet_id", "source.outlet_id"},
}};

constexpr std::array<std::string_view, 12> kPlainFilters = {
    "sku",         "state",        "status",        "invoice_number",
    "customer_id", "email",        "customer_code", "first_name",
    "last_name",   "company_name", "mobile",        "customer_group_id"};

std::string filter_path(std::string_view filter) {
  for (const auto& [name, path] : kFilterPaths) {
    if (name == filter) return std::string(path);
  }
  const bool plain =
      std::find(kPlainFilters.begin(), kPlainFilters.end(), filter) != kPlainFilters.end();
  return std::string(plain ? filter : std::string_view());
}

std::optional<std::string> value_at(const JsonMembers& members, const std::string& path) {
  const std::size_t dot = path.find('.');
  const std::string* raw = members.find(path.substr(0, dot));
  if (dot == std::string::npos || raw == nullptr) return as_text(raw);
  const std::optional<JsonMembers> inner = JsonMembers::parse(*raw);
  return inner ? value_at(*inner, path.substr(dot + 1)) : std::nullopt;
}

struct SearchFilter {
  std::string path;
  std::vector<std::string> values;
  bool exclude;
};

std::vector<SearchFilter> search_filters(const Query& query) {
  std::vector<SearchFilter> filters;
  for (const auto& [name, value] : query.pairs()) {
    const bool exclude = name.starts_with('-');
    const std::string path = filter_path(exclude ? name.substr(1) : name);
    if (path.empty()) continue;
    const auto known = std::find_if(filters.begin(), filters.end(), [&](const SearchFilter& f) {
      return f.path == path && f.exclude == exclude;
    });
    if (known != filters.end()) {
      known->values.push_back(value);
    } else {
      filters.push_back({path, {value}, exclude});
    }
  }
  return filters;
}

bool passes(const JsonMembers& row, const std::vector<SearchFilter>& filters) {
  return std::all_of(filters.begin(), filters.end(), [&row](const SearchFilter& filter) {
    std::optional<std::string> value = value_at(row, filter.path);
    // The index holds lower case: a value asked for in capitals finds nothing.
    if (value && filter.path == "sku") value = Poco::toLower(*value);
    return one_of(filter.values, value) != filter.exclude;
  });
}

void check_search(const Call& call, const std::string& type) {
  if (type != "sales" && type != "products" && type != "customers") {
    throw ApiError(400, "type must be sales, products or customers, not " + type);
  }
  if (call.shop.settings.strict_scopes && !satisfies(call.grant, type + ":read")) {
    throw ApiError(403, "user missing required permissions");
  }
}

}  // namespace

Answer search(Call& call) {
  const std::string* type = call.query.first("type");
  if (type == nullptr) throw ApiError(400, "type is required");
  check_search(call, *type);
  const std::size_t size =
      page_size_parameter(call.query, call.shop.settings.default_page_size, 1000);
  const std::size_t offset = offset_parameter(call.query);
  const bool deleted = flag_parameter(call.query, "deleted");
  const std::vector<SearchFilter> filters = search_filters(call.query);

  std::vector<const Row*> rows;
  for (const auto& [version, row] : call.shop.store.table(*type).by_version()) {
    if (row->deleted != deleted) continue;
    if (filters.empty() || passes(members_of(*row), filters)) rows.push_back(row);
  }
  const std::string* direction = call.query.first("order_direction");
  if (direction != nullptr && *direction == "desc") std::reverse(rows.begin(), rows.end());
  return slice(call, rows, offset, size);
}

Answer audit_events(Call& call) {
  const std::size_t size = page_size_parameter(call.query, 100, 100);
  const std::size_t offset = offset_parameter(call.query);
  std::array<std::optional<std::int64_t>, 2> range;
  for (const std::size_t i : {0U, 1U}) {
    const std::string name = i == 0 ? "from" : "to";
    const std::string* text = call.query.first(name);
    if (text == nullptr) continue;
    range[i] = parse_iso(*text);
    if (!range[i]) throw ApiError(400, name + " must be an ISO 8601 date-time");
  }
  std::vector<const Row*> rows;
  for (const auto& [version, row] : call.table().by_version()) {
    const JsonMembers members = members_of(*row);
    const std::int64_t at =
        parse_iso(as_text(members.find("occurred_at")).value_or("")).value_or(0);
    if ((range[0] && at < *range[0]) || (range[1] && at > *range[1])) continue;
    const auto differs = [&](const char* parameter, const char* member) {
      const std::string* wanted = call.query.first(parameter);
      return wanted != nullptr && as_text(members.find(member)) != *wanted;
    };
    if (!differs("user_id", "user_id") && !differs("type", "type")) rows.push_back(row);
  }
  const std::string* order = call.query.first("order");
  if (order == nullptr || *order != "asc") std::reverse(rows.begin(), rows.end());
  return slice(call, rows, offset, size);
}

Answer fulfillments(Call& call) {
  const std::int64_t number = integer_parameter(call.query, "page_number").value_or(1);
  const std::int64_t size = integer_parameter(call.query, "page_size").value_or(10);
  if (number < 1) throw ApiError(400, "page_number must be at least 1");
  if (size < 1 || size > 100) throw ApiError(400, "page_size must be between 1 and 100");
  std::vector<const Row*> rows;
  for (const auto& [version, row] : call.table().by_version()) {
    const JsonMembers members = members_of(*row);
    bool wanted = true;
    for (const char* name : {"outlet_id", "sale_id", "fulfillment_type", "fulfillment_state"}) {
      const std::vector<std::string> values = call.query.all(name);
      wanted = wanted && (values.empty() || one_of(values, as_text(members.find(name))));
    }
    if (wanted) rows.push_back(row);
  }
  // A page number so large that its offset overflows is past the end all the same.
  const std::int64_t skipped = std::min<std::int64_t>(number - 1, 1'000'000) * size;
  return slice(call, rows, static_cast<std::size_t>(skipped), static_cast<std::size_t>(size));
}

}  // namespace sluice::simulator
