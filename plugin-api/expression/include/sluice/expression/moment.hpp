// A point in time as text, RFC 3339 in UTC, and as a number of seconds or milliseconds since
// 1970-01-01T00:00:00Z. Exact: a fraction is kept with all its digits. Values; no thread rule.
#pragma once

#include <string>
#include <string_view>

#include "sluice/expression/decimal.hpp"

namespace sluice::expression {

// A point in time: whole seconds, and the digits of the fraction that follows them ("25" is a
// quarter), which may be none.
struct Instant {
  int64_t seconds = 0;
  std::string fraction;
};

// RFC 3339, as read_moment() below.
bool read_instant(std::string_view text, Instant* out);
// "2026-07-15T15:00:00.25Z". REQUIRES: within the years 0000 to 9999, and no fraction of more than
// 30 digits
class InstantText {
 public:
  explicit InstantText(const Instant& instant);
  std::string_view view() const { return {text_, size_}; }

 private:
  char text_[64];
  size_t size_ = 0;
};
inline std::string instant_text(const Instant& instant) {
  return std::string(InstantText(instant).view());
}

enum class TimeUnit { kSeconds, kMilliseconds };

// "2026-07-15T17:00:00.25+02:00": seconds with their fraction, and an offset or Z, are required;
// the T may be a blank or lower-case. False: it is invalid, not a day of the calendar, or second 60
// where no leap second can be.
bool read_moment(std::string_view text, TimeUnit unit, Decimal* out);

// Whether this number is spelled like a day, 20260715, or a day and a time, 20260715150000: never a
// count of seconds or milliseconds.
bool is_compact_date(std::string_view digits);

// "2026-07-15T15:00:00.25Z", the fraction as short as it can be. False: outside the years 0000 to
// 9999, or a fraction of more than 30 digits.
bool write_moment(const Decimal& count, TimeUnit unit, std::string* out);

}  // namespace sluice::expression
