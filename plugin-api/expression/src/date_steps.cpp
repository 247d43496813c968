#include "date_steps.hpp"

#include <algorithm>

#include "functions.hpp"
#include "parameters.hpp"
#include "sluice/zones/calendar.hpp"

namespace sluice::expression {
namespace {

using zones::kDaySeconds;

struct NamedUnit {
  std::string_view name, plural;
  DateUnit unit;
};
constexpr NamedUnit kUnits[] = {
    {"second", "seconds", DateUnit::kSecond},    {"minute", "minutes", DateUnit::kMinute},
    {"hour", "hours", DateUnit::kHour},          {"day", "days", DateUnit::kDay},
    {"week", "weeks", DateUnit::kWeek},          {"month", "months", DateUnit::kMonth},
    {"quarter", "quarters", DateUnit::kQuarter}, {"year", "years", DateUnit::kYear}};

// Of the units that have a length; 0: the calendar says how long it is.
int64_t seconds_of(DateUnit unit) {
  constexpr int64_t kMinute = 60, kHour = 3600;
  if (unit == DateUnit::kSecond) return 1;
  if (unit == DateUnit::kMinute) return kMinute;
  return unit == DateUnit::kHour ? kHour : 0;
}

int64_t months_of(DateUnit unit) {
  constexpr int64_t kQuarter = 3, kYear = 12;
  if (unit == DateUnit::kMonth) return 1;
  return unit == DateUnit::kQuarter ? kQuarter : kYear;
}

// What a clock shows.
struct Wall {
  zones::Day date;
  int64_t days, time;
  explicit Wall(int64_t local)
      : date(zones::day_of(zones::floor_div(local, kDaySeconds))),
        days(zones::floor_div(local, kDaySeconds)),
        time(local - days * kDaySeconds) {}
  int64_t months() const { return int64_t{date.year} * 12 + date.month - 1; }
};

// The first of a month that is counted from year 0; none: outside the calendar.
std::optional<int64_t> first_of(int64_t months) {
  const int64_t year = zones::floor_div(months, 12);
  if (year < 1 || year > 9999) return std::nullopt;
  return zones::days_of(static_cast<int>(year), static_cast<int>(months - year * 12) + 1, 1);
}

std::optional<int64_t> months_later(const Wall& wall, int64_t months) {
  const std::optional<int64_t> first = first_of(wall.months() + months);
  if (!first) return std::nullopt;
  const int day = std::min(wall.date.day, zones::day_of(*first).month_length);
  return (*first + day - 1) * kDaySeconds + wall.time;
}

bool is_fraction_less(const Instant& a, const Instant& b) {
  const size_t digits = std::max(a.fraction.size(), b.fraction.size());
  std::string x = a.fraction, y = b.fraction;
  x.resize(digits, '0');
  y.resize(digits, '0');
  return x < y;
}

// Whole seconds, towards zero.
int64_t seconds_between(const Instant& from, const Instant& to) {
  const int64_t whole = to.seconds - from.seconds;
  if (whole > 0 && is_fraction_less(to, from)) return whole - 1;
  return whole < 0 && is_fraction_less(from, to) ? whole + 1 : whole;
}

// Whole months, towards zero. `less`: the later one's time is before the other's.
int64_t months_between(const Wall& from, const Wall& to) {
  const int64_t months = to.months() - from.months();
  const auto in_month = [](const Wall& wall) { return wall.date.day * kDaySeconds + wall.time; };
  if (months > 0 && in_month(to) < in_month(from)) return months - 1;
  return months < 0 && in_month(to) > in_month(from) ? months + 1 : months;
}

}  // namespace

Result<DateUnit> date_unit_of(std::string_view word) {
  std::vector<std::string_view> known;
  for (const NamedUnit& named : kUnits) {
    if (named.name == word || named.plural == word) return named.unit;
    known.push_back(named.name);
  }
  return Status(SLUICE_E_INVALID, unknown_word_message("unit of a date", word, known));
}

bool is_in_calendar(int64_t moment) {
  // 0000-12-31: the clock of a zone east of UTC shows the year 1 already.
  constexpr int64_t kFirst = -62'135'683'200;
  constexpr int64_t kLast = 253'402'300'799;  // the last second of 9999
  return moment >= kFirst && moment <= kLast;
}

std::optional<int64_t> added(int64_t moment, int64_t amount, DateUnit unit,
                             const zones::Zone& zone) {
  std::optional<int64_t> result;
  if (seconds_of(unit)) {
    result = moment + amount * seconds_of(unit);
  } else {
    const int64_t local = zone.local_of(moment);
    const bool is_days = unit == DateUnit::kDay || unit == DateUnit::kWeek;
    const int64_t days = unit == DateUnit::kWeek ? amount * 7 : amount;
    const std::optional<int64_t> later =
        is_days ? local + days * kDaySeconds : months_later(Wall(local), amount * months_of(unit));
    if (!later || !is_in_calendar(*later)) return std::nullopt;
    result = *later == local ? moment : zone.first_moment(*later);
  }
  return is_in_calendar(*result) ? result : std::nullopt;
}

int64_t counted(const Instant& from, const Instant& to, DateUnit unit, const zones::Zone& zone) {
  if (seconds_of(unit)) return seconds_between(from, to) / seconds_of(unit);
  const int64_t a = zone.local_of(from.seconds), b = zone.local_of(to.seconds);
  constexpr int64_t kWeek = 7;
  if (unit == DateUnit::kDay || unit == DateUnit::kWeek)
    return seconds_between({a, from.fraction}, {b, to.fraction}) / kDaySeconds /
           (unit == DateUnit::kWeek ? kWeek : 1);
  return months_between(Wall(a), Wall(b)) / months_of(unit);
}

std::optional<int64_t> start_of(int64_t moment, DateUnit unit, const zones::Zone& zone) {
  const int64_t local = zone.local_of(moment);
  if (seconds_of(unit))
    return moment - (local - zones::floor_div(local, seconds_of(unit)) * seconds_of(unit));
  const Wall wall(local);
  constexpr int kWeek = 7, kSaturday = 6;
  std::optional<int64_t> first = wall.days;
  if (unit == DateUnit::kWeek) *first -= (wall.date.weekday + kSaturday) % kWeek;
  if (unit != DateUnit::kWeek && unit != DateUnit::kDay)
    first = first_of(wall.months() - wall.months() % months_of(unit));
  if (!first) return std::nullopt;
  const int64_t out = zone.first_moment(*first * kDaySeconds);
  return is_in_calendar(out) ? std::optional(out) : std::nullopt;
}

}  // namespace sluice::expression
