// What tests ask of texts. Pure function; any thread.
#pragma once

#include <string_view>

namespace sluice::test {

inline bool has(std::string_view text, std::string_view part) {
  return text.find(part) != text.npos;
}

}  // namespace sluice::test
