// Texts of records that are shown in pieces. Pure functions.
#pragma once

#include <cstddef>
#include <string_view>

namespace sluice::app {

// Bytes of a piece.
inline constexpr size_t kPieceBytes = size_t{64} << 10;

// Where a text may be cut at `at` or a little before: not within a character.
inline size_t cut_at(std::string_view text, size_t at) {
  if (at >= text.size()) return text.size();
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80) at--;
  return at;
}

}  // namespace sluice::app
