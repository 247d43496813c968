// What a walk over pages will send and read: a row's kind with every name filled in, and what the
// request contains. A value; no thread rule.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sluice/rest/catalogue.hpp"
#include "sluice/rest/json_body.hpp"
#include "sluice/rest/parameters.hpp"
#include "sluice/result.hpp"

namespace sluice::rest {

struct PagingPlan {
  PaginationKind kind = PaginationKind::kNone;
  PagingTraits names = {};  // the kind's usual names where the row has none
  bool in_body = false;     // paging parameters are in the body, not in the query
  bool all_pages = true;    // false: the first one only
  uint32_t page_size = 0;   // rows a page are asked for; 0: the server decides
  bool whole_list = false;  // the request asks for everything at once
  std::string start;        // the request's own cursor; empty: from the beginning

  // Adds what all pages' requests have in common: page size and order.
  void put_fixed(Parameters& query, JsonBody& body) const;
  // A page of so many rows may have another one behind it, as far as can be told.
  bool may_go_on(size_t rows) const { return rows && !whole_list && rows >= page_size; }
};

// What a configuration requests besides the request itself.
struct PagingWish {
  bool all_pages = true;
  uint32_t page_size = 0;  // where neither request nor row says; 0: the server's own
  uint32_t most = 0;       // no page needs more rows than this; 0: no limit
};

// True if this request of the operation has pages.
bool is_paged(const Operation& operation, const Parameters& query);

// The row's own names, completed by the kind's usual ones.
PagingTraits paging_names(const Operation& operation);

// E_INVALID starts with `pointer` ("/request") and names the parameter that is wrong: an invalid
// page size, an order the walk cannot follow.
Result<PagingPlan> plan_paging(const Operation& operation, const Parameters& query,
                               const JsonBody& body, const PagingWish& wish,
                               std::string_view pointer);

}  // namespace sluice::rest
