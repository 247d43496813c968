// The characters of JSON and of expressions. Pure functions; any thread.
#pragma once

#include <cstddef>
#include <string_view>

namespace sluice::expression {

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// How many digits there are from `at` on.
inline size_t digits_at(std::string_view text, size_t at) {
  size_t n = 0;
  while (at + n < text.size() && is_digit(text[at + n])) n++;
  return n;
}

}  // namespace sluice::expression
