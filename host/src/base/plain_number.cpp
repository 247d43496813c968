#include "base/plain_number.hpp"

#include <charconv>
#include <cstdint>

namespace sluice::base {
namespace {

constexpr int64_t kMostDigits = 40;
constexpr int64_t kFarAway = INT64_MAX / 4;  // of an exponent that no int64_t holds

struct Digits {
  std::string digits;  // neither the first nor the last is 0
  int64_t point = 0;   // the number is 0.digits times ten to this
};

int64_t exponent_of(std::string_view text) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  int64_t out = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), out);
  if (read.ec == std::errc::result_out_of_range) out = kFarAway;
  if (out > kFarAway || out < -kFarAway || read.ec == std::errc::result_out_of_range)
    return !text.empty() && text.front() == '-' ? -kFarAway : kFarAway;
  return out;
}

Digits digits_of(std::string_view text) {
  const size_t e = text.find_first_of("eE");
  const std::string_view mantissa = text.substr(0, e);
  const size_t dot = mantissa.find('.');
  Digits out{std::string(mantissa.substr(0, dot)), 0};
  out.point = static_cast<int64_t>(out.digits.size());
  if (dot != std::string_view::npos) out.digits += mantissa.substr(dot + 1);
  if (e != std::string_view::npos) out.point += exponent_of(text.substr(e + 1));
  const size_t first = out.digits.find_first_not_of('0');
  if (first == std::string::npos) return {};
  out.digits.erase(0, first);
  out.point -= static_cast<int64_t>(first);
  out.digits.erase(out.digits.find_last_not_of('0') + 1);
  return out;
}

std::string spelt(const Digits& number) {
  const auto size = static_cast<int64_t>(number.digits.size());
  if (number.point > kMostDigits || size - number.point > kMostDigits) {
    std::string out = number.digits.substr(0, 1);
    if (size > 1) out += "." + number.digits.substr(1);
    return out + "e" + std::to_string(number.point - 1);
  }
  if (number.point <= 0)
    return "0." + std::string(static_cast<size_t>(-number.point), '0') + number.digits;
  if (number.point >= size)
    return number.digits + std::string(static_cast<size_t>(number.point - size), '0');
  std::string out = number.digits;
  out.insert(static_cast<size_t>(number.point), 1, '.');
  return out;
}

}  // namespace

std::string plain_number(std::string_view number) {
  const bool negative = !number.empty() && number.front() == '-';
  if (negative) number.remove_prefix(1);
  const Digits digits = digits_of(number);
  if (digits.digits.empty()) return "0";
  return (negative ? "-" : "") + spelt(digits);
}

}  // namespace sluice::base
