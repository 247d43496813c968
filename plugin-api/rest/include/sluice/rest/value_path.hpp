// Reading a page's envelope and rows at dotted paths. No state; on the subscriber's lane.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sluice/value.hpp"

namespace sluice::rest {

// The value at a dotted path ("page_info.last_seen"); absent if a part is missing. An empty path
// is the value itself. A member whose own name has the dots ("@odata.nextLink") goes first.
Value at_path(Value value, std::string_view path);

// An id or cursor as text: a string, or a number with its digits. Nothing for absent, null, empty
// text and every other kind.
std::optional<std::string> text_at(Value value, std::string_view path);

}  // namespace sluice::rest
