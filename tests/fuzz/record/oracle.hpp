// Judges the record model by two other parsers and by itself: the same verdict on any text, and
// what is accepted, opened at random, written and read again is equal to its source. Used by the
// libFuzzer target and by the deterministic mutation test. Not thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sluice::record {

// Empty if all is well, else what went wrong. `seed` picks what is opened.
std::string oracle(std::string_view text, uint32_t seed);

}  // namespace sluice::record
