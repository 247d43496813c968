#include <algorithm>
#include <array>

#include "common/api_error.hpp"
#include "common/stored_row.hpp"
#include "lists/list_query.hpp"
#include "lists/lists.hpp"
#include "lists/page.hpp"

namespace sluice::simulator {
namespace {

bool one_of(const std::vector<std::string>& wanted, const std::optional<std::string>& value) {
  return value && std::find(wanted.begin(), wanted.end(), *value) != wanted.end();
}

}  // namespace

Response slice(Call& call, const std::vector<const Row*>& rows, std::size_t offset,
               std::size_t size) {
  Page page;
  const std::size_t begin = call.stuck() ? 0 : std::min(offset, rows.size());
  const std::size_t end = std::min(begin + size, rows.size());
  page.rows.assign(rows.begin() + static_cast<std::ptrdiff_t>(begin),
                   rows.begin() + static_cast<std::ptrdiff_t>(end));
  return {.status = call.route.success_status, .body = page_body(std::move(page), call.fault)};
}

Response audit_events(Call& call) {
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

Response fulfillments(Call& call) {
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
  // A page number so large that its offset overflows is past the end, too.
  const std::int64_t skipped = std::min<std::int64_t>(number - 1, 1'000'000) * size;
  return slice(call, rows, static_cast<std::size_t>(skipped), static_cast<std::size_t>(size));
}

}  // namespace sluice::simulator
