// Finds the bytes of a text that may not stand in a JSON string as they are: in a portable form,
// with SSE2, AVX2 or AVX-512. All of them response the same. Pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace sluice::record {

// Writes the places of the marks in `size` bytes, ascending, and returns the end of them. May read
// 63 bytes behind the text and write kMarkSlack elements behind the last one of `size`.
// REQUIRES: size <= 65536
using MarkFinder = uint16_t* (*)(const char* text, size_t size, uint16_t* places);
inline constexpr size_t kMarkSlack = 64;

// Those that this machine can run, the best last.
std::span<const MarkFinder> mark_finders();
inline MarkFinder best_mark_finder() { return mark_finders().back(); }

}  // namespace sluice::record
