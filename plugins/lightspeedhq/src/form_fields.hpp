// Reads an application/x-www-form-urlencoded body (WHATWG URL standard, 5.1). No state.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lightspeedhq {

// The first field of that name, decoded; nothing if there is none. A `%` not followed by two hex
// digits is literal.
std::optional<std::string> form_field(std::string_view body, std::string_view name);

}  // namespace lightspeedhq
