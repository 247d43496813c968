#include "sluice/rest/paging_plan.hpp"

#include <algorithm>
#include <charconv>

#include "sluice/rest/closest.hpp"

namespace sluice::rest {
namespace {

PagingTraits usual_names(PaginationKind kind) {
  switch (kind) {
    case PaginationKind::kNone:
      return {};
    case PaginationKind::kVersionCursor:
      return {.cursor = "after", .page_size = "page_size", .next = "version.max", .row = "version"};
    case PaginationKind::kRowVersionCursor:
      return {.cursor = "after",
              .page_size = "page_size",
              .row = "version",
              .order = "order_direction=asc"};
    case PaginationKind::kBodyVersionCursor:
      return {
          .cursor = "after", .page_size = "size", .row = "version", .order = "sort_direction=asc"};
    case PaginationKind::kBodyOffset:
      return {.cursor = "offset", .page_size = "size"};
    case PaginationKind::kOffset:
      return {.cursor = "offset", .page_size = "page_size"};
    case PaginationKind::kPageNumber:
      return {.cursor = "page_number", .page_size = "page_size"};
    case PaginationKind::kAfterId:
      return {.cursor = "after", .page_size = "limit", .more = "has_next", .row = "id"};
    case PaginationKind::kLastSeen:
      return {.cursor = "after",
              .page_size = "page_size",
              .next = "page_info.last_seen",
              .more = "page_info.has_next"};
    case PaginationKind::kBeforeId:
      return {.cursor = "before", .page_size = "page_size", .row = "id"};
    case PaginationKind::kOpaqueCursor:
      return {.cursor = "cursor", .page_size = "limit", .next = "next_cursor"};
    case PaginationKind::kPageOfPages:
      return {.cursor = "page", .page_size = "page_size", .next = "pagination"};
    case PaginationKind::kSinceVersion:
      return {.cursor = "since_version",
              .page_size = "page_size",
              .next = "version.max",
              .row = "version"};
  }
  return {};
}

void prefer(std::string_view& usual, std::string_view own) {
  if (!own.empty()) usual = own;
}

// A parameter of the request, wherever this kind has its parameters, as text.
std::string given(const PagingPlan& plan, std::string_view name, const Parameters& query,
                  const JsonBody& body) {
  if (!plan.in_body) return std::string(query.first(name));
  const std::string text = body.member(name);
  if (text.size() > 1 && text.front() == '"') return text.substr(1, text.size() - 2);
  return text == "null" ? std::string() : text;
}

std::string at(const PagingPlan& plan, std::string_view pointer, std::string_view name) {
  return std::string(pointer) + (plan.in_body ? "/payload/" : "/query/") + std::string(name);
}

Status read_page_size(PagingPlan& plan, const Parameters& query, const JsonBody& body,
                      const PagingWish& wish, std::string_view pointer) {
  const bool in_request =
      plan.in_body ? !body.member(plan.names.page_size).empty() : query.has(plan.names.page_size);
  if (!in_request) {
    plan.page_size = plan.names.default_page_size ? plan.names.default_page_size : wish.page_size;
  } else {
    // For some cursors 0 means everything at once.
    const char least = plan.kind == PaginationKind::kOpaqueCursor ? '0' : '1';
    const std::string text = given(plan, plan.names.page_size, query, body);
    const char* end = text.data() + text.size();
    auto [stopped, error] = std::from_chars(text.data(), end, plan.page_size);
    if (text.empty() || text.front() < least || error != std::errc() || stopped != end ||
        text.size() > 9)
      return Status::invalid(at(plan, pointer, plan.names.page_size),
                             "\"" + text + "\" is no page size: 1 or more is needed");
    plan.whole_list = plan.page_size == 0;
  }
  if (plan.names.max_page_size) plan.page_size = std::min(plan.page_size, plan.names.max_page_size);
  if (wish.most && plan.page_size) plan.page_size = std::min(plan.page_size, wish.most);
  return {};
}

Status check_order(const PagingPlan& plan, const Parameters& query, const JsonBody& body,
                   std::string_view pointer) {
  const std::string_view order = plan.names.order;
  const std::string_view name = order.substr(0, order.find('='));
  if (!name.empty()) {
    const std::string asked = given(plan, name, query, body);
    if (!asked.empty() && asked != order.substr(name.size() + 1))
      return Status::invalid(at(plan, pointer, name),
                             "\"" + asked + "\" is an order in which a walk would end early: " +
                                 "leave it out, or read one page with pagination: false");
  }
  for (auto other : split_names(plan.names.unwalkable))
    if (query.has(other))
      return Status::invalid(at(plan, pointer, other),
                             "puts rows into an order in which the walk would miss some: leave "
                             "it out, or read one page with pagination: false");
  return {};
}

}  // namespace

bool is_paged(const Operation& operation, const Parameters& query) {
  if (operation.pagination == PaginationKind::kNone) return false;
  for (auto name : split_names(operation.unpaged_with))
    if (query.has(name)) return false;
  return true;
}

PagingTraits paging_names(const Operation& operation) {
  PagingTraits out = usual_names(operation.pagination);
  const PagingTraits& own = operation.paging;
  if (goes_by_version(operation.pagination)) prefer(out.row, operation.row_version);
  prefer(out.cursor, own.cursor);
  prefer(out.page_size, own.page_size);
  prefer(out.next, own.next);
  prefer(out.more, own.more);
  prefer(out.row, own.row);
  prefer(out.order, own.order);
  out.unwalkable = own.unwalkable;
  out.since = own.since;
  out.deleted = own.deleted;
  out.default_page_size = own.default_page_size;
  out.max_page_size = own.max_page_size;
  return out;
}

Result<PagingPlan> plan_paging(const Operation& operation, const Parameters& query,
                               const JsonBody& body, const PagingWish& wish,
                               std::string_view pointer) {
  PagingPlan plan;
  plan.all_pages = wish.all_pages;
  if (!is_paged(operation, query)) return plan;
  plan.kind = operation.pagination;
  plan.names = paging_names(operation);
  plan.in_body =
      plan.kind == PaginationKind::kBodyVersionCursor || plan.kind == PaginationKind::kBodyOffset;
  if (plan.in_body && !body.takes_members())
    return Status::invalid(std::string(pointer) + "/payload", "must be an object to be paged");
  if (auto s = read_page_size(plan, query, body, wish, pointer); !s) return s;
  if (!wish.all_pages) plan.names.order = {};  // one page may be in any order
  if (wish.all_pages)
    if (auto s = check_order(plan, query, body, pointer); !s) return s;
  plan.start = given(plan, plan.names.cursor, query, body);
  return plan;
}

void PagingPlan::put_fixed(Parameters& query, JsonBody& body) const {
  if (kind == PaginationKind::kNone) return;
  const std::string_view order_name = names.order.substr(0, names.order.find('='));
  const std::string size = std::to_string(page_size);
  const std::string order(order_name.empty() ? "" : names.order.substr(order_name.size() + 1));
  // plan_paging() has refused a body that takes no members.
  if (page_size && in_body) static_cast<void>(body.set(names.page_size, size));
  if (page_size && !in_body) query.set(names.page_size, size);
  if (!order.empty() && in_body) static_cast<void>(body.set(order_name, json_string(order)));
  if (!order.empty() && !in_body) query.set(order_name, order);
}

}  // namespace sluice::rest
