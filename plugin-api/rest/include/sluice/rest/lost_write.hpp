// Finds out by reading whether a write was carried out about which nothing is known. On the
// publisher's lane.
#pragma once

#include <string>
#include <string_view>

#include "sluice/context.hpp"
#include "sluice/http.hpp"
#include "sluice/rest/write_request.hpp"

namespace sluice::rest {

enum class Fate { kDone, kNotDone, kUnknown };

// Asks as the write's row says (Reread), page by page. Unknown if the record lacks what it is found
// by, if a row is found by it that is not what the record says otherwise, or the list has more
// pages than are worth asking for. Failing: what asking failed with.
Result<Fate> find_fate(const Write& write, const Call& reread, const ClientRef& client,
                       const Host& host, std::string_view version, const Cancel& cancel);

// The same, unknown if asking fails.
Fate look_for(const Write& write, const Call& reread, const ClientRef& client, const Host& host,
              std::string_view version, const Cancel& cancel);

// What the record is found by, as text; two records with the same cannot be told apart. Empty: it
// cannot be looked for.
std::string sought(const Write& write);

}  // namespace sluice::rest
