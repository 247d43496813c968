#include "sluice/expression/double_number.hpp"

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>

namespace sluice::expression {
namespace {

bool is_decimal_digit(char c) { return c >= '0' && c <= '9'; }

// How many digits there are from the first one that is not 0 to the last one.
size_t significant_digits(std::string_view number) {
  size_t count = 0, zeros = 0;
  for (const char c : number) {
    if (c == 'e' || c == 'E') break;
    if (!is_decimal_digit(c)) continue;
    if (c == '0') {
      zeros += count > 0;
      continue;
    }
    count += zeros + 1;
    zeros = 0;
  }
  return count;
}

double nearest_double(std::string_view digits) {
  return std::strtod(std::string(digits).c_str(), nullptr);
}

// Up to 15 digits without an exponent, as nearly all numbers are: no question, and exact to read,
// since digits and power of ten are doubles without loss.
bool read_short(std::string_view digits, double* out) {
  static constexpr double kPowersOfTen[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                            1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  if (digits.size() > 16) return false;
  int64_t all = 0;
  size_t places = 0, count = 0;
  bool fraction = false;
  for (const char c : digits.substr(digits[0] == '-')) {
    if (c == '.') {
      fraction = true;
      continue;
    }
    if (!is_decimal_digit(c) || ++count > 15) return false;
    all = all * 10 + (c - '0');
    places += fraction;
  }
  const double value = static_cast<double>(all) / kPowersOfTen[places];
  *out = digits[0] == '-' ? -value : value;
  return true;
}

}  // namespace

bool to_double(std::string_view digits, double* out) {
  if (read_short(digits, out)) return true;
  *out = nearest_double(digits);
  // Numbers of 15 digits survive the way there and back, but for those near the ends of the range.
  const double size = std::fabs(*out);
  const size_t count = significant_digits(digits);
  return count == 0 || (count <= 15 && size > 1e-290 && size < 1e290);
}

}  // namespace sluice::expression
