// Days, and times of a wall clock as numbers: seconds since 1970-01-01 00:00 as the clock shows
// them ("local seconds"), days since then. Proleptic Gregorian. Pure functions; no thread rule.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace sluice::zones {

inline constexpr int64_t kMinuteSeconds = 60;
inline constexpr int64_t kHourSeconds = 3600;
inline constexpr int64_t kDaySeconds = 86'400;

// The wall clock's times that are planned for: the years 1900 to 9999.
inline constexpr int64_t kFirstLocal = -2'208'988'800;
inline constexpr int64_t kLastLocal = 253'402'300'799;

struct Day {
  int year = 1970;
  int month = 1;    // from 1
  int day = 1;      // from 1
  int weekday = 0;  // 0 is Sunday
  int month_length = 31;
};

// REQUIRES: within the years 0 to 10000, as all that follow
Day day_of(int64_t days);
int64_t days_of(int year, int month, int day);

// Rounded down, below zero too. REQUIRES: by > 0
constexpr int64_t floor_div(int64_t value, int64_t by) {
  return value / by - (value % by < 0 ? 1 : 0);
}

// "2026-03-29 02:30", with seconds if they are not 0.
std::string local_text(int64_t local_s);

// "02:30", "24:00"; with seconds if they are not 0.
std::string time_text(int64_t second_of_day);

}  // namespace sluice::zones
