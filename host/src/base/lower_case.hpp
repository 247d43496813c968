// ASCII letters in lower case. Pure function; no thread rule.
#pragma once

#include <string>
#include <string_view>

namespace sluice::base {

inline std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

}  // namespace sluice::base
