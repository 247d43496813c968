#include "schedule/duration.hpp"

#include <algorithm>
#include <array>

#include "schedule/refusal.hpp"

namespace sluice::schedule {
namespace {

struct Unit {
  char letter;
  int64_t ms;
};

constexpr std::array<Unit, 4> kUnits{
    {{'d', 86'400'000}, {'h', 3'600'000}, {'m', 60'000}, {'s', 1000}}};
constexpr size_t kMostDigits = 9;  // times a day's milliseconds this does not overflow

size_t unit_at(char letter) {
  size_t i = 0;
  while (i < kUnits.size() && kUnits[i].letter != letter) i++;
  return i;
}

int64_t number_of(std::string_view digits) {
  int64_t number = 0;
  for (const char c : digits) number = number * 10 + (c - '0');
  return number;
}

Status refuse_duration(std::string_view text, std::string_view part) {
  return refuse_at(text, part,
                   in_quotes(text) + " is no length of time; write 90s, 5m, 1h30m or 2d");
}

Status refuse_length(std::string_view text) {
  return refuse_at(text, text.substr(0, 0), in_quotes(text) + " is longer than 366 days");
}

}  // namespace

Result<int64_t> parse_duration(std::string_view text) {
  if (text.empty()) return refuse_duration(text, text);
  int64_t sum = 0;
  size_t next_unit = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
    const size_t unit = digits < rest.size() ? unit_at(rest[digits]) : kUnits.size();
    if (digits == 0 || unit == kUnits.size() || unit < next_unit)
      return refuse_duration(text, rest);
    if (digits > kMostDigits) return refuse_length(text);
    sum += number_of(rest.substr(0, digits)) * kUnits[unit].ms;
    next_unit = unit + 1;
    rest.remove_prefix(digits + 1);
  }
  if (sum > kLongestDurationMs) return refuse_length(text);
  return sum;
}

std::string duration_text(int64_t ms) {
  std::string out;
  for (const Unit& unit : kUnits) {
    if (ms >= unit.ms && (unit.letter != 's' || ms % 1000 == 0))
      out += std::to_string(ms / unit.ms) + unit.letter;
    if (unit.letter != 's' || ms % 1000 == 0) ms %= unit.ms;
  }
  if (ms > 0)
    out += std::to_string(ms / 1000) + '.' + std::to_string(1000 + ms % 1000).substr(1) + 's';
  return out.empty() ? "0s" : out;
}

}  // namespace sluice::schedule
