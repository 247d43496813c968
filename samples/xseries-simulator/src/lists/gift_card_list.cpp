// gift_cards: newest first, the next page before the id of the last row.

#include <algorithm>

#include "common/api_error.hpp"
#include "common/stored_row.hpp"
#include "lists/list_query.hpp"
#include "lists/lists.hpp"
#include "lists/page.hpp"

namespace sluice::simulator {
namespace {

bool wanted(const Call& call, const Row& row) {
  const JsonMembers members = members_of(row);
  for (const auto& [parameter, member] :
       {std::pair("card_number", "number"), {"status", "status"}}) {
    const std::string* value = call.query.first(parameter);
    if (value != nullptr && as_text(members.find(member)) != *value) return false;
  }
  return true;
}

std::vector<const Row*> newest_first(Call& call) {
  std::vector<const Row*> rows;
  for (const auto& [version, row] : call.table().by_version()) {
    if (wanted(call, *row)) rows.push_back(row);
  }
  std::sort(rows.begin(), rows.end(),
            [](const Row* a, const Row* b) { return a->sequence > b->sequence; });
  return rows;
}

}  // namespace

Response gift_cards_list(Call& call) {
  const std::size_t size = page_size_parameter(call.query, kLargePage, kLargePage);
  std::vector<const Row*> rows = newest_first(call);
  const std::string* before = call.query.first("before");
  if (before != nullptr && !before->empty() && !call.stuck()) {
    const Row* edge = call.table().find(*before);
    if (edge == nullptr) throw ApiError(400, "before names no gift card");
    std::erase_if(rows, [edge](const Row* row) { return row->sequence >= edge->sequence; });
  }
  Page page;
  rows.resize(std::min(rows.size(), size));
  page.rows = std::move(rows);
  return {.status = call.route.success_status, .body = page_body(std::move(page), call.fault)};
}

}  // namespace sluice::simulator
