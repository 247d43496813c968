// The setting `since`: where a walk without a stored cursor starts. A version for lists that go by
// version; a date for lists with a parameter that takes one. No state.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sluice/rest/paging_plan.hpp"
#include "sluice/result.hpp"

namespace sluice::rest {

// Puts `since` into the plan, or the query, of a walk; empty: nothing to do. E_INVALID starts with
// "/since".
Status start_at(std::string_view since, const Operation& operation, PagingPlan& plan,
                Parameters& query);

// A day or a time in RFC 3339 format: "2026-11-01" becomes midnight UTC, a time without zone is
// UTC. Nothing for text that is neither.
std::optional<std::string> date_time(std::string_view text);

}  // namespace sluice::rest
