// Expression text -> tree: a Pratt parser over the JMESPath grammar (community edition, with
// arithmetic). Nothing is evaluated and nothing is kept; no thread rule.
#pragma once

#include "ast.hpp"
#include "sluice/result.hpp"

namespace sluice::expression {

// The tree views `text`. Null is the expression `@`. Errors name the column and what was expected.
Result<NodePtr> parse(std::string_view text);
// What begins at byte `begin` and goes to the end. REQUIRES: check_text()
Result<NodePtr> parse_part(std::string_view text, size_t begin);

}  // namespace sluice::expression
