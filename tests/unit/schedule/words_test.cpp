#include <doctest/doctest.h>

#include "unit/schedule/helpers.hpp"

using namespace sluice::schedule;
using namespace sluice::schedule::test;

namespace {

std::string words(const std::string& cron) { return made(cron_settings(cron)).describe(); }

}  // namespace

TEST_CASE("times of day are told with their days") {
  CHECK(words("30 2 * * *") == "every day at 02:30 UTC");
  CHECK(words("0 6,18 * * *") == "every day at 06:00 and 18:00 UTC");
  CHECK(words("15 30 2 * * *") == "every day at 02:30:15 UTC");
  CHECK(words("0 8 * * 1-5") == "Monday to Friday at 08:00 UTC");
  CHECK(words("0 8 * * mon,thu") == "every Monday and Thursday at 08:00 UTC");
  CHECK(words("0 8 * * sat,sun") == "every Saturday and Sunday at 08:00 UTC");
  CHECK(words("0 8 1 * *") == "on day 1 of the month at 08:00 UTC");
  CHECK(words("0 8 1-7,L 1,7 *") ==
        "on days 1 to 7 and the last day of the month in January and July at 08:00 UTC");
}

TEST_CASE("special weekdays are told in words") {
  CHECK(words("0 8 * * 5L") == "on the last Friday of the month at 08:00 UTC");
  CHECK(words("0 8 * * 2#1,4#3") ==
        "on the first Tuesday and the third Thursday of the month at 08:00 UTC");
  CHECK(words("0 8 * * 2#1,6") ==
        "on the first Tuesday and every Saturday of the month at 08:00 UTC");
}

TEST_CASE("two day fields are told with what joins them") {
  CHECK(words("0 0 13 * 5") == "on day 13 of the month or every Friday at 00:00 UTC");
  CHECK(words("0 0 13 * */6") == "on day 13 of the month, only Saturday and Sunday at 00:00 UTC");
  CHECK(words("0 0 1-31 * 5") == "every day at 00:00 UTC");
}

TEST_CASE("repeated times are told with their step") {
  CHECK(words("* * * * * *") == "every second, UTC");
  CHECK(words("*/10 * * * * *") == "every 10 seconds, UTC");
  CHECK(words("* * * * *") == "every minute, UTC");
  CHECK(words("*/5 * * * *") == "every 5 minutes, UTC");
  CHECK(words("@hourly") == "every hour, UTC");
  CHECK(words("0 */2 * * *") == "every 2 hours, UTC");
  CHECK(words("15 * * * *") == "at minute 15 of every hour, UTC");
  CHECK(words("*/7 * * * *") ==
        "at minutes 0, 7, 14, 21, 28, 35, 42, 49 and 56 of every hour, UTC");
  CHECK(words("*/5 8-17 * * 1-5") == "every 5 minutes in hours 8 to 17, Monday to Friday, UTC");
  CHECK(words("* 2 * * *") == "every minute in hour 2, UTC");
  CHECK(words("5,10 * * * * *") == "at seconds 5 and 10 of every minute, UTC");
  CHECK(words("*/30 5 * * * *") == "every 30 seconds in minute 5 of every hour, UTC");
  CHECK(words("*/15 * 1 6-8 *") ==
        "every 15 minutes, on day 1 of the month in June to August, UTC");
}

TEST_CASE("a period, the jitter and the windows are told") {
  ScheduleSettings settings = every_settings("90m");
  CHECK(made(settings).describe() == "every 1h30m");
  settings.jitter = "5m";
  settings.windows = {{{}, "22:00", "06:00"}, {{"sat", "sun"}, "08:00", "24:00"}};
  CHECK(made(settings).describe() ==
        "every 1h30m, up to 5m later, not from 22:00 to 06:00, nor on SAT, SUN from 08:00 to 24:00 "
        "UTC");
}

TEST_CASE("the next time is told as the zone's clock shows it") {
  const Schedule schedule = made(cron_settings("30 2 * * *", "Europe/Berlin"));
  CHECK(schedule.describe(utc("2026-03-28 12:00")) ==
        "every day at 02:30 Europe/Berlin; next: 2026-03-29 03:00 +02:00");
  CHECK(schedule.describe(INT64_MAX) == "every day at 02:30 Europe/Berlin; next: never");
}
