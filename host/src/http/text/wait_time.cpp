#include "http/text/wait_time.hpp"

#include <algorithm>

#include "http/text/headers.hpp"
#include "http/text/http_date.hpp"

namespace sluice::http {
namespace {

constexpr int64_t kMostS = 1'000'000;
// Larger numbers are not a wait but a time: seconds since 1970 (this one is in 2001), or
// milliseconds.
constexpr int64_t kEpochMs = 1'000'000'000 * int64_t{1000};
constexpr size_t kMostDigits = 15;

bool is_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "12" or "12.3456" in thousandths, rounded up.
std::optional<int64_t> thousandths(std::string_view text) {
  const size_t dot = std::min(text.find('.'), text.size());
  const std::string_view whole = text.substr(0, dot);
  const std::string_view part = dot < text.size() ? text.substr(dot + 1) : std::string_view();
  const bool number = !whole.empty() && is_digits(whole) && is_digits(part);
  if (!number || (dot < text.size() && part.empty())) return std::nullopt;
  int64_t out = 0;
  for (char c : whole.substr(0, kMostDigits)) out = out * 10 + (c - '0');
  if (whole.size() > kMostDigits) return INT64_MAX;
  for (size_t i = 0; i < 3; i++) out = out * 10 + (i < part.size() ? part[i] - '0' : 0);
  const std::string_view rest = part.substr(std::min<size_t>(3, part.size()));
  return out + (rest.find_first_not_of('0') != rest.npos ? 1 : 0);
}

int64_t bounded(int64_t ms) { return std::clamp<int64_t>(ms, 0, kMostS * 1000); }

int64_t from_now_ms(int64_t then_s, int64_t now_s) {
  return std::clamp<int64_t>(then_s - now_s, 0, kMostS) * 1000;
}

}  // namespace

int64_t response_time(const Headers& headers, int64_t wall_s) {
  auto date = headers.find("Date");
  return date ? parse_http_date(*date).value_or(wall_s) : wall_s;
}

std::optional<int64_t> read_wait_ms(std::string_view text, int64_t now_s) {
  text = trimmed(text);
  if (auto wait = thousandths(text)) return bounded(*wait);
  if (auto date = parse_http_date(text)) return from_now_ms(*date, now_s);
  return std::nullopt;
}

std::optional<int64_t> read_end_ms(std::string_view text, int64_t now_s) {
  text = trimmed(text);
  const auto number = thousandths(text);
  if (number && *number >= kEpochMs) {
    const bool milliseconds = *number / 1000 >= kEpochMs;
    return bounded((milliseconds ? *number / 1000 : *number) - now_s * 1000);
  }
  if (auto date = parse_iso_date(text)) return from_now_ms(*date, now_s);
  return read_wait_ms(text, now_s);
}

}  // namespace sluice::http
