// Whether RapidJSON's own regular expressions mean what a pattern says. Its parser is no decide of
// that: it asserts on some malformed patterns, takes anchors for global wherever they stand, and
// copies what is repeated as often as it is told to. Pure function.
#pragma once

#include <string_view>

namespace sluice::loader {

// True for: literals, `.`, classes, groups, alternatives, `* + ? {n} {n,} {n,m}`, `^` as the first
// and `$` as the last character (not beside top-level alternatives), and escapes of the signs
// themselves and \f \n \r \t \v; up to 10,000 states in all.
bool is_usable_pattern(std::string_view pattern);

}  // namespace sluice::loader
