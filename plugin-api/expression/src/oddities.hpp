// What can be known of an expression without data and is hardly meant: comparisons of two kinds,
// names in double quotes that were to be text, members of what has none. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ast.hpp"

namespace sluice::expression {

// Each "column 8: …", in the order of the text. `text` is what was parsed.
std::vector<std::string> oddities_of(const Node& tree, std::string_view text);

}  // namespace sluice::expression
