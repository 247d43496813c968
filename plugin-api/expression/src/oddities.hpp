// What can be said of an expression without data and is probably unintended: comparisons of two
// kinds, names in double quotes that were meant as text, members of values that have none. Pure
// functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ast.hpp"

namespace sluice::expression {

// Each "column 8: …", in the order of the text. `text` is what was parsed.
std::vector<std::string> oddities_of(const Node& tree, std::string_view text);

}  // namespace sluice::expression
