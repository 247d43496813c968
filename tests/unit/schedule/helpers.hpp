// Times as text, and schedules from few words, for the tests of schedule.
#pragma once

#include <doctest/doctest.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "schedule/schedule.hpp"

namespace sluice::schedule::test {

// "2026-03-29 02:30" or with seconds, as local seconds.
inline int64_t local(const std::string& text) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  const int read =
      std::sscanf(text.c_str(), "%d-%d-%d %d:%d:%d", &year, &month, &day, &hour, &minute, &second);
  if (read < 5) std::abort();  // also used where no test runs yet
  return days_of(year, month, day) * kDaySeconds + hour * 3600 + minute * 60 + second;
}

// The same of UTC, in milliseconds since the Unix epoch.
inline int64_t utc(const std::string& text) { return local(text) * 1000; }
inline std::string utc_text(int64_t ms) { return local_text(floor_div(ms, 1000)); }

inline std::string refusal_of(const std::string& cron) {
  const Result<CronExpression> parsed = CronExpression::parse(cron);
  return parsed ? "taken" : parsed.status().message();
}

// The next times after `after`, "; " between them.
inline std::string next_of(const std::string& cron, const std::string& after, int n = 1) {
  const Result<CronExpression> parsed = CronExpression::parse(cron);
  REQUIRE_MESSAGE(parsed.ok(), parsed.status().message());
  std::string out;
  std::optional<int64_t> time = local(after);
  while (n-- > 0 && (time = parsed->next_after(*time)))
    out += (out.empty() ? "" : "; ") + local_text(*time);
  return out;
}

inline ScheduleSettings cron_settings(const std::string& cron, const std::string& zone = "UTC") {
  ScheduleSettings out;
  out.pipeline = "products";
  out.cron = cron;
  out.zone = zone;
  return out;
}

inline ScheduleSettings every_settings(const std::string& every) {
  ScheduleSettings out;
  out.pipeline = "products";
  out.every = every;
  return out;
}

inline Schedule made(const ScheduleSettings& settings) {
  Result<Schedule> out = Schedule::make(settings);
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  return *out;
}

inline std::string refusal_of(const ScheduleSettings& settings) {
  const Result<Schedule> out = Schedule::make(settings);
  return out ? "taken" : out.status().message();
}

// The planned times after `after` (UTC), as UTC, "; " between them.
inline std::string planned(const Schedule& schedule, const std::string& after, size_t n) {
  std::string out;
  for (const Due& due : schedule.next_times(utc(after), n))
    out += (out.empty() ? "" : "; ") + utc_text(due.planned);
  return out;
}

// The same as the zone's clock shows them.
inline std::string on_clock(const std::string& cron, const std::string& zone,
                            const std::string& after_utc, size_t n) {
  const Schedule schedule = made(cron_settings(cron, zone));
  std::string out;
  for (const Due& due : schedule.next_times(utc(after_utc), n))
    out += (out.empty() ? "" : "; ") + local_text(schedule.zone().local_of(due.planned / 1000)) +
           ' ' + schedule.zone().offset_text(due.planned / 1000);
  return out;
}

}  // namespace sluice::schedule::test
