// Finds the bytes of a text that may not be in a JSON string unescaped: in a portable form,
// with SSE2, AVX2 or AVX-512. All return the same. Pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace sluice::record {

// Writes the positions of the marks in `size` bytes, ascending, and returns the end of them. May
// read 63 bytes past the text and write kMarkSlack elements past the last one of `size`.
// REQUIRES: size <= 65536
using MarkFinder = uint16_t* (*)(const char* text, size_t size, uint16_t* places);
inline constexpr size_t kMarkSlack = 64;

// Those that this machine supports, the best last.
std::span<const MarkFinder> mark_finders();
inline MarkFinder best_mark_finder() { return mark_finders().back(); }

}  // namespace sluice::record
