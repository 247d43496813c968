// A cron expression: the wall clock's times at which something runs. Knows no time zone: see
// cron_in_zone.hpp. A value; no thread rule.
//
//   [second] minute hour day-of-month month weekday, or @hourly @daily @midnight @weekly @monthly
//   @yearly @annually
//
// Lists (1,15), ranges (10-50), steps (*/5, 10-50/10; 5/15 is 5-59/15), names (JAN, mon; any case).
// Weekday 0 and 7 are Sunday. In the day fields ? is *. Day of month L: the month's last. Weekday
// 5L: the month's last Friday; 2#1: its first Tuesday. As in Vixie's cron, a day needs to be in
// both day fields if one of them begins with * or ?, else in one of the two.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "schedule/calendar.hpp"
#include "schedule/cron_field.hpp"
#include "sluice/result.hpp"

namespace sluice::schedule {

struct CronFields {
  FieldValues second, minute, hour, day, month, weekday;
  bool operator==(const CronFields&) const = default;
};

class CronExpression {
 public:
  // E_INVALID, "column N: …", if it cannot be read or names no day of any year.
  static Result<CronExpression> parse(std::string_view text);

  // The first time after `local_s` (local seconds); none within 28 years, or after 9999.
  // 29 February on a given weekday may be 40 years away around 2100. Work: at most one look at each
  // day of those years, less than a millisecond.
  std::optional<int64_t> next_after(int64_t local_s) const;

  bool matches(int64_t local_s) const;

  // The least seconds from one time to the next, by a wall clock that is never changed; more than a
  // day if there are not two such days in a row.
  int64_t shortest_gap() const;

  const CronFields& fields() const { return fields_; }

 private:
  explicit CronExpression(const CronFields& fields) : fields_(fields) {}

  bool has_day(const Day& day) const;
  bool names_a_day() const;
  bool has_two_days_in_a_row() const;
  std::optional<int64_t> first_day(int64_t from) const;
  int in_day(int second_of_day) const;
  int in_hour(int second_of_hour) const;
  int in_minute(int second) const;

  CronFields fields_;
};

}  // namespace sluice::schedule
