// Whether RapidJSON's own regular expressions implement what a pattern means. Its parser cannot
// decide that: it asserts on some malformed patterns, treats anchors as global wherever they are,
// and copies a repeated part for each repetition. Pure function.
#pragma once

#include <string_view>

namespace sluice::loader {

// and `$` as the last character (not next to top-level alternatives), and escapes of the signs
// and `$` as the last character (not beside top-level alternatives), and escapes of the signs
// themselves and \f \n \r \t \v; up to 10,000 states in all.
bool is_usable_pattern(std::string_view pattern);

}  // namespace sluice::loader
