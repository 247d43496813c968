// Determines by reading whether a write with an unknown outcome was carried out. On the
// publisher's lane.
#pragma once

#include <string>
#include <string_view>

#include "sluice/context.hpp"
#include "sluice/http.hpp"
#include "sluice/rest/write_request.hpp"

namespace sluice::rest {

enum class Fate { kDone, kNotDone, kUnknown };

// Reads as the write's row says (Reread), page by page. Unknown if the record lacks the members to
// search by, if a row found by them differs from the record otherwise, or the list has more
// pages than are worth reading. Fails with the failure of the request.
Result<Fate> find_fate(const Write& write, const Call& reread, const ClientRef& client,
                       const Host& host, std::string_view version, const Cancel& cancel);

// The same; unknown if the request fails.
Fate look_for(const Write& write, const Call& reread, const ClientRef& client, const Host& host,
              std::string_view version, const Cancel& cancel);

// The values to search for the record by, as text; two records with the same cannot be told apart.
// Empty: it cannot be searched for.
std::string sought(const Write& write);

}  // namespace sluice::rest
