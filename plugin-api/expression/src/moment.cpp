#include "sluice/expression/moment.hpp"

#include <algorithm>
#include <chrono>

namespace sluice::expression {
namespace {

constexpr int64_t kDay = 86'400;
constexpr size_t kMostFractionDigits = 30;

// The rest of a text that is read from left to right.
class DateReader {
 public:
  explicit DateReader(std::string_view text) : rest_(text) {}

  // Exactly `digits` digits, at most `most`; -1 else.
  int number(size_t digits, int most) {
    int out = 0;
    for (size_t i = 0; i < digits; i++) {
      if (i >= rest_.size() || rest_[i] < '0' || rest_[i] > '9') return -1;
      out = out * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(digits);
    return out <= most ? out : -1;
  }
  bool one_of(std::string_view signs) {
    if (rest_.empty() || signs.find(rest_.front()) == signs.npos) return false;
    rest_.remove_prefix(1);
    return true;
  }
  std::string_view digits() {
    const std::string_view out = rest_.substr(0, rest_.find_first_not_of("0123456789"));
    rest_.remove_prefix(out.size());
    return out;
  }
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

bool read_day(DateReader& in, int64_t* seconds) {
  const int year = in.number(4, 9999);
  if (year < 0 || !in.one_of("-")) return false;
  const int month = in.number(2, 12);
  if (month < 0 || !in.one_of("-")) return false;
  const int day = in.number(2, 31);
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (day < 0 || !date.ok()) return false;
  *seconds = std::chrono::sys_days(date).time_since_epoch().count() * kDay;
  return true;
}

// A leap second, :60, counts as the first one of the next minute.
bool read_clock(DateReader& in, int64_t* seconds, bool* leap) {
  const int hours = in.number(2, 23);
  if (hours < 0 || !in.one_of(":")) return false;
  const int minutes = in.number(2, 59);
  if (minutes < 0 || !in.one_of(":")) return false;
  const int rest = in.number(2, 60);
  *seconds += hours * 3600 + minutes * 60 + rest;
  *leap = rest == 60;
  return rest >= 0;
}

bool read_fraction(DateReader& in, std::string* out) {
  if (!in.one_of(".")) return true;
  const std::string_view digits = in.digits();
  out->assign(digits);
  return !digits.empty() && digits.size() <= kMostFractionDigits;
}

bool read_offset(DateReader& in, int64_t* seconds) {
  if (in.one_of("Zz")) return true;
  const int sign = in.one_of("+") ? -1 : in.one_of("-") ? 1 : 0;
  const int hours = sign ? in.number(2, 23) : -1;
  if (hours < 0 || !in.one_of(":")) return false;
  const int minutes = in.number(2, 59);
  *seconds += int64_t{sign} * (hours * 3600 + minutes * 60);
  return minutes >= 0;
}

// There may be one only before the first of a month, 00:00:00 UTC (RFC 3339 5.7).
bool may_follow_leap(int64_t seconds) {
  if (seconds % kDay != 0) return false;
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(seconds / kDay))};
  return date.day() == std::chrono::day(1);
}

Decimal units_a_second(TimeUnit unit) { return Decimal(unit == TimeUnit::kSeconds ? 1 : 1000); }

// Writes so many digits, and a sign behind them; returns where they end.
char* put(char* out, int64_t value, int digits, char sign) {
  for (int i = digits; i-- > 0; value /= 10) out[i] = static_cast<char>('0' + value % 10);
  out[digits] = sign;
  return out + digits + 1;
}

}  // namespace

bool read_instant(std::string_view text, Instant* out) {
  DateReader in(text);
  bool leap = false;
  *out = {};
  return read_day(in, &out->seconds) && in.one_of("Tt ") && read_clock(in, &out->seconds, &leap) &&
         read_fraction(in, &out->fraction) && read_offset(in, &out->seconds) && in.at_end() &&
         (!leap || may_follow_leap(out->seconds));
}

InstantText::InstantText(const Instant& instant) {
  const int64_t clock = (instant.seconds % kDay + kDay) % kDay;
  const std::chrono::year_month_day date{
      std::chrono::sys_days(std::chrono::days((instant.seconds - clock) / kDay))};
  char* out = put(text_, static_cast<int>(date.year()), 4, '-');
  out = put(out, static_cast<unsigned>(date.month()), 2, '-');
  out = put(out, static_cast<unsigned>(date.day()), 2, 'T');
  out = put(out, clock / 3600, 2, ':');
  out = put(out, clock / 60 % 60, 2, ':');
  const size_t digits = instant.fraction.find_last_not_of('0') + 1;
  out = put(out, clock % 60, 2, digits ? '.' : 'Z');
  if (digits) {
    out += instant.fraction.copy(out, std::min(digits, kMostFractionDigits));
    *out++ = 'Z';
  }
  size_ = static_cast<size_t>(out - text_);
}

bool read_moment(std::string_view text, TimeUnit unit, Decimal* out) {
  Instant instant;
  if (!read_instant(text, &instant)) return false;
  Decimal part, sum;
  return Decimal::parse("0." + instant.fraction + "0", &part) == DecimalError::kNone &&
         Decimal::add(Decimal(instant.seconds), part, &sum) == DecimalError::kNone &&
         Decimal::multiply(sum, units_a_second(unit), out) == DecimalError::kNone;
}

bool is_compact_date(std::string_view digits) {
  constexpr size_t kDate = 8, kDateAndClock = 14;
  if (digits.size() != kDate && digits.size() != kDateAndClock) return false;
  if (digits.find_first_not_of("0123456789") != digits.npos) return false;
  DateReader in(digits);
  const int year = in.number(4, 2999), month = in.number(2, 12), day = in.number(2, 31);
  const bool is_clock =
      in.at_end() || (in.number(2, 23) >= 0 && in.number(2, 59) >= 0 && in.number(2, 60) >= 0);
  return year >= 1800 && month >= 1 && day >= 1 && is_clock;
}

bool write_moment(const Decimal& count, TimeUnit unit, std::string* out) {
  constexpr int64_t kFirst = -62'167'219'200;  // 0000-01-01T00:00:00Z
  constexpr int64_t kLast = 253'402'300'799;   // 9999-12-31T23:59:59Z
  const Decimal scale(1, unit == TimeUnit::kSeconds ? 0 : -3);
  Decimal exact, whole, part;
  int64_t seconds = 0;
  if (Decimal::multiply(count, scale, &exact) != DecimalError::kNone ||
      Decimal::compare(exact, Decimal(kFirst)) < 0 ||
      Decimal::compare(exact, Decimal(kLast + 1)) >= 0 ||
      Decimal::floor(exact, &whole) != DecimalError::kNone || !whole.to_int64(&seconds) ||
      Decimal::subtract(exact, whole, &part) != DecimalError::kNone)
    return false;
  const std::string fraction = part.sign() ? part.to_string() : "0";  // "0.25"
  if (fraction.find_first_of("eE") != fraction.npos || fraction.size() > kMostFractionDigits + 2)
    return false;
  *out = instant_text({seconds, part.sign() ? fraction.substr(2) : std::string()});
  return true;
}

}  // namespace sluice::expression
