// Quotes, services and service items: ids ascending above `after`, `limit` rows, a total and
// whether more follow, each with its own names.

#include <algorithm>
#include <charconv>

#include "common/api_error.hpp"
#include "common/stored_row.hpp"
#include "lists/list_query.hpp"
#include "lists/lists.hpp"
#include "lists/page.hpp"

namespace sluice::simulator {
namespace {

constexpr std::int64_t kDefaultLimit = 100;

struct Names {
  const char* rows;
  const char* total;
  const char* more;
};

std::int64_t number_of(const std::string& id) {
  std::int64_t value = 0;
  std::from_chars(id.data(), id.data() + id.size(), value);
  return value;
}

std::vector<const Row*> ascending(const Table::VersionIndex& index) {
  std::vector<const Row*> rows;
  for (const auto& [version, row] : index) {
    if (!row->deleted) rows.push_back(row);
  }
  std::sort(rows.begin(), rows.end(),
            [](const Row* a, const Row* b) { return number_of(a->id) < number_of(b->id); });
  return rows;
}

std::size_t limit_of(const Call& call) {
  const std::int64_t limit = integer_parameter(call.query, "limit").value_or(kDefaultLimit);
  if (limit < 1) throw ApiError(400, "limit must be at least 1");
  return static_cast<std::size_t>(std::min<std::int64_t>(limit, call.shop.settings.max_page_size));
}

Response after_id(Call& call, const std::vector<const Row*>& all, const Names& names) {
  const std::int64_t asked = integer_parameter(call.query, "after").value_or(0);
  const std::int64_t after = call.stuck() ? 0 : asked;
  const std::size_t limit = limit_of(call);
  const auto begin = std::find_if(all.begin(), all.end(),
                                  [after](const Row* row) { return number_of(row->id) > after; });
  const auto left = static_cast<std::size_t>(all.end() - begin);
  const bool more = left > limit;
  Page page;
  page.rows.assign(begin, begin + static_cast<std::ptrdiff_t>(std::min(limit, left)));
  page.open = "{\"" + std::string(names.rows) + "\":[";
  page.tail = "],\"" + std::string(names.total) + "\":" + std::to_string(all.size()) + ",\"" +
              names.more + "\":" + (more ? "true" : "false");
  return {.status = call.route.success_status, .body = page_body(std::move(page), call.fault)};
}

}  // namespace

Response quotes_list(Call& call) {
  return after_id(call, ascending(call.table().by_version()), {"Quotes", "TotalCount", "HasNext"});
}

Response services_list(Call& call) {
  std::vector<Row> copies;
  const std::vector<const Row*> rows = ascending(call.table().by_version());
  copies.reserve(rows.size());
  std::vector<const Row*> shown;
  for (const Row* row : rows) {
    JsonMembers members = members_of(*row);
    members.erase("notes");  // only the single service shows them
    copies.push_back({row->id, row->version, false, members.text()});
    shown.push_back(&copies.back());
  }
  return after_id(call, shown, {"jobs", "total_jobs", "has_next"});
}

Response service_items_list(Call& call) {
  const Table::VersionIndex& index = call.table().children(call.param("customer_id"));
  return after_id(call, ascending(index), {"job_items", "total_job_items", "has_next"});
}

}  // namespace sluice::simulator
