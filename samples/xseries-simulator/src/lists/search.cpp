// search: sales, products or customers by offset, filters that repeat, a leading minus excludes.

#include <Poco/String.h>

#include <algorithm>

#include "common/api_error.hpp"
#include "common/body_reader.hpp"
#include "common/stored_row.hpp"
#include "lists/list_query.hpp"
#include "lists/lists.hpp"

namespace sluice::simulator {
namespace {

constexpr int kMaxSearchPage = 1000;

struct Field {
  std::string_view parameter;
  std::string_view path;  // through objects and lists; empty: the parameter's own name
};

constexpr Field kSearchFields[] = {
    {"_id", "id"},
    {"brand_id", "brand.id"},
    {"supplier_id", "supplier.id"},
    {"product_type_id", "type.id"},
    {"tag_id", "tag_ids"},
    {"register_id", "source.register_id"},
    {"user_id", "source.author_id"},
    {"outlet_id", "source.outlet_id"},
    {"payment_type_id", "payments.type.id"},
    {"product_id", "line_items.product.id"},
    {"sale_total", "totals.price"},
    {"customer_name", "name"},
    {"sku", ""},
    {"state", ""},
    {"status", ""},
    {"attributes", ""},
    {"invoice_number", ""},
    {"customer_id", ""},
    {"email", ""},
    {"customer_code", ""},
    {"customer_group_id", ""},
    {"first_name", ""},
    {"last_name", ""},
    {"company_name", ""},
    {"mobile", ""},
    {"phone", ""},
    {"variant_parent_id", ""},
};

// Empty for a parameter that is not a filter.
std::string path_of(std::string_view parameter) {
  for (const Field& field : kSearchFields) {
    if (field.parameter == parameter) {
      return std::string(field.path.empty() ? field.parameter : field.path);
    }
  }
  return {};
}

// Every value at the path, lists walked through.
void collect(const std::string* raw, std::string_view path, std::vector<std::string>& values) {
  if (raw == nullptr || *raw == "null") return;
  if (const auto items = parse_array(*raw)) {
    for (const std::string& item : *items) collect(&item, path, values);
    return;
  }
  if (path.empty()) {
    values.push_back(as_text(raw).value_or(*raw));
    return;
  }
  const std::optional<JsonMembers> members = JsonMembers::parse(*raw);
  if (!members) return;
  const std::size_t dot = std::min(path.find('.'), path.size());
  collect(members->find(path.substr(0, dot)), path.substr(std::min(dot + 1, path.size())), values);
}

std::vector<std::string> values_at(const JsonMembers& row, std::string_view path) {
  std::vector<std::string> values;
  const std::size_t dot = std::min(path.find('.'), path.size());
  collect(row.find(path.substr(0, dot)), path.substr(std::min(dot + 1, path.size())), values);
  return values;
}

struct Filter {
  std::string path;
  std::vector<std::string> wanted;
  bool exclude;
};

std::vector<Filter> read_filters(const Query& query) {
  std::vector<Filter> filters;
  for (const auto& [name, value] : query.pairs()) {
    const bool exclude = name.starts_with('-');
    const std::string path = path_of(exclude ? name.substr(1) : name);
    if (path.empty()) continue;
    const auto known = std::find_if(filters.begin(), filters.end(), [&](const Filter& filter) {
      return filter.path == path && filter.exclude == exclude;
    });
    if (known != filters.end()) {
      known->wanted.push_back(value);
    } else {
      filters.push_back({path, {value}, exclude});
    }
  }
  return filters;
}

bool matches(const JsonMembers& row, const Filter& filter) {
  std::vector<std::string> values = values_at(row, filter.path);
  return std::any_of(values.begin(), values.end(), [&filter](const std::string& value) {
    // The index holds lower case: a value in capitals finds nothing.
    const std::string indexed = filter.path == "sku" ? Poco::toLower(value) : value;
    return std::find(filter.wanted.begin(), filter.wanted.end(), indexed) != filter.wanted.end();
  });
}

// Dates of sales and times of day, both in UTC.
struct SearchPeriod {
  std::optional<std::int64_t> from, to;
  std::string time_from, time_to;
  bool any() const { return from || to || !time_from.empty() || !time_to.empty(); }
};

std::optional<std::int64_t> date_parameter(const Query& query, const char* name) {
  const std::string* text = query.first(name);
  if (text == nullptr) return std::nullopt;
  const std::optional<std::int64_t> at = parse_iso(*text);
  if (!at) throw ApiError(400, std::string(name) + " must be an RFC 3339 time");
  return at;
}

SearchPeriod read_period(const Query& query) {
  const auto text = [&query](const char* name) {
    const std::string* value = query.first(name);
    return value == nullptr ? std::string() : *value;
  };
  return {date_parameter(query, "date_from"), date_parameter(query, "date_to"), text("time_from"),
          text("time_to")};
}

bool inside(const JsonMembers& sale, const SearchPeriod& period) {
  if (!period.any()) return true;
  const std::string date = stored_text(sale, "date");
  const std::optional<std::int64_t> at = parse_iso(date);
  if (!at || (period.from && *at < *period.from) || (period.to && *at > *period.to)) return false;
  const std::string time = date.substr(11, 5);
  return (period.time_from.empty() || time >= period.time_from) &&
         (period.time_to.empty() || time <= period.time_to);
}

std::string order_path(const std::string& name) {
  if (name == "sale_date") return "date";
  return path_of(name).empty() ? name : path_of(name);
}

// Numbers by value, everything else by text.
using SortKey = std::pair<double, std::string>;

SortKey sort_key(const JsonMembers& row, const std::string& path) {
  const std::vector<std::string> values = values_at(row, path);
  if (values.empty()) return {0, ""};
  const std::optional<double> number = as_number(&values.front());
  return number ? SortKey{*number, ""} : SortKey{0, values.front()};
}

void sort_rows(std::vector<const Row*>& rows, const std::string& path) {
  std::vector<std::pair<SortKey, const Row*>> keyed;
  for (const Row* row : rows) keyed.emplace_back(sort_key(members_of(*row), path), row);
  std::stable_sort(keyed.begin(), keyed.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::transform(keyed.begin(), keyed.end(), rows.begin(),
                 [](const auto& entry) { return entry.second; });
}

void check_type(const Call& call, const std::string& type) {
  if (type != "sales" && type != "products" && type != "customers") {
    throw ApiError(400, "type must be sales, products or customers, not " + type);
  }
  if (call.shop.settings.strict_scopes && !satisfies(call.grant, type + ":read")) {
    throw ApiError(403, "user missing required permissions");
  }
}

std::vector<const Row*> found_rows(Call& call, const std::string& type) {
  const bool deleted = flag_parameter(call.query, "deleted");
  const std::vector<Filter> filters = read_filters(call.query);
  const SearchPeriod period = read_period(call.query);
  std::vector<const Row*> rows;
  for (const auto& [version, row] : call.shop.store.table(type).by_version()) {
    if (row->deleted != deleted) continue;
    if (!filters.empty() || period.any()) {
      const JsonMembers members = members_of(*row);
      const bool fits = std::all_of(filters.begin(), filters.end(), [&](const Filter& filter) {
        return matches(members, filter) != filter.exclude;
      });
      if (!fits || !inside(members, period)) continue;
    }
    rows.push_back(row);
  }
  return rows;
}

}  // namespace

Response search(Call& call) {
  const std::string& type = *call.query.first("type");
  check_type(call, type);
  const std::size_t size =
      page_size_parameter(call.query, call.shop.settings.default_page_size, kMaxSearchPage);
  const std::size_t offset = offset_parameter(call.query);
  std::vector<const Row*> rows = found_rows(call, type);
  if (const std::string* order = call.query.first("order_by")) sort_rows(rows, order_path(*order));
  const std::string* direction = call.query.first("order_direction");
  if (direction != nullptr && *direction == "desc") std::reverse(rows.begin(), rows.end());
  return slice(call, rows, offset, size);
}

}  // namespace sluice::simulator
