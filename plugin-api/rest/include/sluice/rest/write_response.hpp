// What a 2xx response to a write says about its records: it may list some as refused, or be an
// error nevertheless. On the publisher's lane.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "sluice/context.hpp"
#include "sluice/rest/write_request.hpp"
#include "sluice/result.hpp"

namespace sluice::rest {

// One Status per write. Old versions of some APIs respond 200 with an `error` member: then all
// fail. Where the row says that the response lists errors, an entry's record fails with the entry's
// text; an entry that names no record of these fails all that are not listed as done.
std::vector<Status> read_response(const Host& host, std::span<const Write> writes, int32_t status,
                                  std::string_view body);

}  // namespace sluice::rest
