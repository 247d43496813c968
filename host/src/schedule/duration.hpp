// Lengths of time as text: "5m", "1h30m", "2d". Pure functions; no thread rule.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sluice/result.hpp"

namespace sluice::schedule {

inline constexpr int64_t kLongestDurationMs = int64_t{366} * 86'400'000;

// Milliseconds, 0 to 366 days: whole numbers with w, d, h, m or s, each at most once and in this
// order. E_INVALID, "column N: …".
Result<int64_t> parse_duration(std::string_view text);

// "1h30m" for 5'400'000; "0s"; what is left below a second as "1.250s".
std::string duration_text(int64_t ms);

}  // namespace sluice::schedule
