// The pagination of a plan: each kind's class, or its first page alone. No state; any thread.
#pragma once

#include <memory>
#include <string_view>

#include "sluice/rest/json_body.hpp"
#include "sluice/rest/pagination.hpp"
#include "sluice/rest/paging_plan.hpp"

namespace sluice::rest {

// The walk of a plan. `body` is the request's body without paging. E_INVALID starts
// with `pointer` to the request and names the parameter that is wrong.
Result<std::unique_ptr<Pagination>> make_pagination(const PagingPlan& plan, const JsonBody& body,
                                                    std::string_view pointer);

}  // namespace sluice::rest
