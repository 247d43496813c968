#include "sluice/expression/utf8.hpp"

#include <cstdint>

namespace sluice::expression {
namespace {

// The size of a well-formed sequence starting with `c`, and the bounds of its second byte
// (Unicode 15, table 3-7); size 0: `c` starts none.
struct Lead {
  size_t size;
  uint8_t low, high;
};

Lead lead_of(uint8_t c) {
  if (c < 0x80) return {1, 0, 0};
  if (c < 0xC2) return {0, 0, 0};
  if (c < 0xE0) return {2, 0x80, 0xBF};
  if (c == 0xE0) return {3, 0xA0, 0xBF};
  if (c == 0xED) return {3, 0x80, 0x9F};
  if (c < 0xF0) return {3, 0x80, 0xBF};
  if (c == 0xF0) return {4, 0x90, 0xBF};
  if (c < 0xF4) return {4, 0x80, 0xBF};
  if (c == 0xF4) return {4, 0x80, 0x8F};
  return {0, 0, 0};
}

}  // namespace

size_t find_invalid_utf8(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    Lead lead = lead_of(static_cast<uint8_t>(text[i]));
    if (!lead.size || i + lead.size > text.size()) return i;
    for (size_t k = 1; k < lead.size; k++) {
      uint8_t c = static_cast<uint8_t>(text[i + k]);
      if (c < (k == 1 ? lead.low : 0x80) || c > (k == 1 ? lead.high : 0xBF)) return i;
    }
    i += lead.size;
  }
  return text.npos;
}

}  // namespace sluice::expression
