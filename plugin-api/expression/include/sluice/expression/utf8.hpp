// Code points in UTF-8 text. Functions; no thread rule.
#pragma once

#include <cstddef>
#include <string_view>

namespace sluice::expression {

// Bytes of the code point that starts at text[at]; 1 for a stray byte. REQUIRES: at < size.
inline size_t code_point_size(std::string_view text, size_t at) {
  size_t n = 1;
  while (at + n < text.size() && (text[at + n] & 0xC0) == 0x80) n++;
  return n;
}

inline size_t count_code_points(std::string_view text) {
  size_t n = 0;
  for (char c : text) n += (c & 0xC0) != 0x80;
  return n;
}

// The offset of the first byte that is not well-formed UTF-8 (RFC 3629), or npos.
size_t find_invalid_utf8(std::string_view text);

}  // namespace sluice::expression
