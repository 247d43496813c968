// Lengths of time as text: "90s", "5m", "1h30m", "2d", "4w". Pure function; no thread rule.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>

namespace sluice {

struct DurationUnit {
  char letter;
  int64_t ms;
};

inline constexpr DurationUnit kDurationUnits[] = {
    {'w', 604'800'000}, {'d', 86'400'000}, {'h', 3'600'000}, {'m', 60'000}, {'s', 1000}};

struct ReadDuration {
  int64_t ms = 0;
  std::string_view rest = {};  // what could not be read; empty: nothing
  bool too_long = false;       // a number of ten digits or more
  // Of a text that is not empty.
  explicit operator bool() const { return rest.empty() && !too_long; }
};

// Whole numbers with w, d, h, m or s, each at most once and in this order.
inline ReadDuration read_duration(std::string_view text) {
  constexpr size_t kMostDigits = 9;  // times a week's milliseconds this does not overflow
  ReadDuration out{0, text};
  const DurationUnit* next = std::begin(kDurationUnits);
  while (!out.rest.empty()) {
    const size_t digits = std::min(out.rest.find_first_not_of("0123456789"), out.rest.size());
    if (digits == 0 || digits == out.rest.size()) return out;
    const auto unit = std::find_if(next, std::end(kDurationUnits), [&](const DurationUnit& one) {
      return one.letter == out.rest[digits];
    });
    if (unit == std::end(kDurationUnits)) return out;
    if (digits > kMostDigits) return out.too_long = true, out;
    int64_t number = 0;
    for (const char c : out.rest.substr(0, digits)) number = number * 10 + (c - '0');
    out.ms += number * unit->ms;
    next = unit + 1;
    out.rest.remove_prefix(digits + 1);
  }
  return out;
}

}  // namespace sluice
