// Names compared without regard to the case of ASCII letters. Pure function; any thread.
#pragma once

#include <string>
#include <string_view>

namespace http_plugin {

inline std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

}  // namespace http_plugin
