// Inserts a fragment of the host into a component's schema: `"x-include": "http.session"`. No
// state; any thread.
#pragma once

#include <string>
#include <string_view>

#include "sluice/result.hpp"

namespace sluice::loader {

// `schema` (JSON) unchanged if it has no "x-include"; otherwise the fragment, to which the schema's
// other members are applied by JSON Merge Patch (RFC 7396). E_INVALID with a JSON pointer: there is
// no such fragment.
Result<std::string> with_fragment(std::string_view schema);

}  // namespace sluice::loader
