// Case of ASCII letters, whatever the locale. Pure functions; no thread rule.
#pragma once

#include <algorithm>
#include <string_view>

namespace sluice::rest {

constexpr char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

inline bool same_but_for_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return ascii_lower(x) == ascii_lower(y); });
}

}  // namespace sluice::rest
