// Text with expressions in it -> tree. Nothing is evaluated and nothing is kept; no thread rule.
#pragma once

#include "ast.hpp"
#include "sluice/result.hpp"

namespace sluice::expression {

// A lone `{{expression}}` is that expression; other text becomes a node kTemplate, or a literal if
// there is no expression in it. The tree views `text`. Errors name the column in `text`.
Result<NodePtr> parse_template(std::string_view text);

}  // namespace sluice::expression
