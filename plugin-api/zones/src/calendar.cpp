#include "sluice/zones/calendar.hpp"

#include <date/date.h>
#include <string>

namespace sluice::zones {
namespace {

std::string two_digits(int64_t value) { return (value < 10 ? "0" : "") + std::to_string(value); }

}  // namespace

Day day_of(int64_t days) {
  const date::local_days point{date::days(days)};
  const date::year_month_day ymd(point);
  const date::year_month_day_last last(ymd.year() / ymd.month() / date::last);
  return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
          static_cast<int>(static_cast<unsigned>(ymd.day())),
          static_cast<int>(date::weekday(point).c_encoding()),
          static_cast<int>(static_cast<unsigned>(last.day()))};
}

int64_t days_of(int year, int month, int day) {
  const date::year_month_day ymd(date::year(year), date::month(static_cast<unsigned>(month)),
                                 date::day(static_cast<unsigned>(day)));
  return date::local_days(ymd).time_since_epoch().count();
}

std::string time_text(int64_t second_of_day) {
  const int64_t seconds = second_of_day % kMinuteSeconds;
  return two_digits(second_of_day / kHourSeconds) + ':' +
         two_digits(second_of_day / kMinuteSeconds % 60) +
         (seconds ? ':' + two_digits(seconds) : "");
}

std::string local_text(int64_t local_s) {
  const int64_t days = floor_div(local_s, kDaySeconds);
  const Day day = day_of(days);
  return std::to_string(day.year) + '-' + two_digits(day.month) + '-' + two_digits(day.day) + ' ' +
         time_text(local_s - days * kDaySeconds);
}

}  // namespace sluice::zones
