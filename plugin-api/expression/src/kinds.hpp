// What kinds of values a part of an expression can give, as far as that is known without data.
// Pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "ast.hpp"

namespace sluice::expression {

// Null, which stands for "missing", is among them unless it cannot be. Null node: the current
// value.
uint8_t kinds_of(const Node* node);

// The one type of its result if that is not null; kAnyType: not known.
uint8_t type_of_node(const Node* node);

// "text", "number or array"
std::string kind_names(uint8_t kinds);

// As a message shows it, within backticks and cut. `text` is the whole expression.
std::string part_of(const Node& node, std::string_view text);

}  // namespace sluice::expression
