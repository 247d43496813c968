// Where a UTF-8 text may be cut. Pure function; any thread.
#pragma once

#include <cstddef>
#include <string_view>

namespace sluice::base {

// The beginning of the character that holds byte `at`: `at` itself, or up to three bytes before.
inline size_t character_start(std::string_view text, size_t at) {
  while (at && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) at--;
  return at;
}

}  // namespace sluice::base
