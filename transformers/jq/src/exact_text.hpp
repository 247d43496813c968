// Numbers that a double would change, on their way through jq, which knows only doubles: they are
// strings of their digits with a mark behind, and numbers again when they come back. Functions; no
// thread rule.
#pragma once

#include <string>
#include <string_view>

#include "sluice/result.hpp"

namespace sluice::jq {

// The mark: U+FDD0, which Unicode keeps free for such uses.
inline constexpr std::string_view kMark = "\xEF\xB7\x90";

// Appends the JSON text with such numbers as marked strings.
void append_marked(std::string_view json, std::string* out);

// The JSON text with marked strings as numbers, in place. E_DATA: the mark stands in a text that
// was made of such a number.
Status restore_marked(std::string* json);

}  // namespace sluice::jq
