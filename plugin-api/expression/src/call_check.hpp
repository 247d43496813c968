// What is wrong with a call that can be told without data: the number of arguments, `&` where it
// does not belong, arguments of a kind that the function never takes. Pure functions.
#pragma once

#include <cstdint>
#include <string>

#include "ast.hpp"

namespace sluice::expression {

struct WrongCall {
  uint32_t offset = 0;  // in the expression
  std::string message;  // empty: nothing is wrong
};

// `text` is the whole expression.
WrongCall wrong_call(const Node& call, std::string_view text);

}  // namespace sluice::expression
