// Rounding decimal numbers to places behind the point, and writing them with all of these. Pure
// functions; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sluice/expression/decimal.hpp"

namespace sluice::expression {

// Of what is exactly between two: half_even takes the even one, half_up that which is farther from
// zero. Of anything between two: up takes the one farther from zero, down the one nearer.
enum class Rounding : uint8_t { kHalfEven, kHalfUp, kUp, kDown };

// "half_even", "half_up", "up", "down"; none: another word.
std::optional<Rounding> rounding_of(std::string_view word);

// `value` as a whole number of 10^-places. `places` may be negative: -2 is for hundreds.
DecimalError round_to_units(const Decimal& value, int places, Rounding rounding, Decimal* out);
DecimalError round(const Decimal& value, int places, Rounding rounding, Decimal* out);

// Whole units with the point before the last `places` digits: "1990" and 2 give "19.90".
// REQUIRES: places >= 0
std::string with_point(std::string_view units, int places);

// `value` with exactly `places` digits behind the point, "19.90". False: it needs over 2,000
// digits, or it is so large that it is written with an exponent.
bool print_rounded(const Decimal& value, int places, Rounding rounding, std::string* out);

}  // namespace sluice::expression
