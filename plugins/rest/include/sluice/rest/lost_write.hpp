// Finds out by reading whether a write was carried out whose answer did not come. On the
// publisher's lane.
#pragma once

#include <string>
#include <string_view>

#include "sluice/context.hpp"
#include "sluice/http.hpp"
#include "sluice/rest/write_request.hpp"

namespace sluice::rest {

enum class Fate { kDone, kNotDone, kUnknown };

// Asks as the write's row says (Reread). Unknown too if the record lacks what it is found by, the
// list has further pages, or asking fails.
Fate look_for(const Write& write, const Call& reread, const ClientRef& client, const Host& host,
              std::string_view version, const Cancel& cancel);

}  // namespace sluice::rest
