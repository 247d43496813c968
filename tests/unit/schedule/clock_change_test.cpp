// What runs where the wall clock is changed: cron_in_zone.hpp has the rule.
#include <doctest/doctest.h>

#include "unit/schedule/helpers.hpp"

using namespace sluice::schedule;
using namespace sluice::schedule::test;

TEST_CASE("Berlin, spring: a skipped time runs at the first moment after it, once") {
  CHECK(on_clock("30 2 * * *", "Europe/Berlin", "2026-03-27 12:00", 3) ==
        "2026-03-28 02:30 +01:00; 2026-03-29 03:00 +02:00; 2026-03-30 02:30 +02:00");
  CHECK(on_clock("0,15,30,45 2 * * *", "Europe/Berlin", "2026-03-28 12:00", 2) ==
        "2026-03-29 03:00 +02:00; 2026-03-30 02:00 +02:00");
  CHECK(on_clock("*/15 2 * * *", "Europe/Berlin", "2026-03-28 12:00", 2) ==
        "2026-03-29 03:00 +02:00; 2026-03-30 02:00 +02:00");
}

TEST_CASE("Berlin, spring: a skipped time and one right after it are one run") {
  CHECK(on_clock("30 2,3 * * *", "Europe/Berlin", "2026-03-28 12:00", 3) ==
        "2026-03-29 03:00 +02:00; 2026-03-29 03:30 +02:00; 2026-03-30 02:30 +02:00");
  CHECK(on_clock("0 2,3 * * *", "Europe/Berlin", "2026-03-28 12:00", 2) ==
        "2026-03-29 03:00 +02:00; 2026-03-30 02:00 +02:00");
}

TEST_CASE("Berlin, spring: an expression for every hour goes on in real hours") {
  CHECK(on_clock("0 * * * *", "Europe/Berlin", "2026-03-28 23:30", 3) ==
        "2026-03-29 01:00 +01:00; 2026-03-29 03:00 +02:00; 2026-03-29 04:00 +02:00");
  CHECK(on_clock("30 * * * *", "Europe/Berlin", "2026-03-29 00:00", 3) ==
        "2026-03-29 01:30 +01:00; 2026-03-29 03:30 +02:00; 2026-03-29 04:30 +02:00");
  CHECK(on_clock("0 */2 * * *", "Europe/Berlin", "2026-03-28 22:30", 2) ==
        "2026-03-29 00:00 +01:00; 2026-03-29 04:00 +02:00");
}

TEST_CASE("Berlin, autumn: a repeated time runs the first time") {
  CHECK(on_clock("30 2 * * *", "Europe/Berlin", "2026-10-24 12:00", 2) ==
        "2026-10-25 02:30 +02:00; 2026-10-26 02:30 +01:00");
  CHECK(on_clock("*/20 2 * * *", "Europe/Berlin", "2026-10-24 12:00", 4) ==
        "2026-10-25 02:00 +02:00; 2026-10-25 02:20 +02:00; 2026-10-25 02:40 +02:00; 2026-10-26 "
        "02:00 +01:00");
  CHECK(on_clock("* * 2 * * *", "Europe/Berlin", "2026-10-25 00:59:59", 1) ==
        "2026-10-26 02:00 +01:00");
}

TEST_CASE("Berlin, autumn: a host that starts in the second hour runs nothing again") {
  CHECK(on_clock("30 2 * * *", "Europe/Berlin", "2026-10-25 01:15", 1) ==
        "2026-10-26 02:30 +01:00");
  CHECK(on_clock("30 2,3 * * *", "Europe/Berlin", "2026-10-25 01:15", 1) ==
        "2026-10-25 03:30 +01:00");
}

TEST_CASE("Berlin, autumn: an expression for every hour runs in both hours") {
  CHECK(on_clock("0 * * * *", "Europe/Berlin", "2026-10-24 23:30", 4) ==
        "2026-10-25 02:00 +02:00; 2026-10-25 02:00 +01:00; 2026-10-25 03:00 +01:00; 2026-10-25 "
        "04:00 +01:00");
  CHECK(on_clock("*/30 * * * *", "Europe/Berlin", "2026-10-25 00:00", 3) ==
        "2026-10-25 02:30 +02:00; 2026-10-25 02:00 +01:00; 2026-10-25 02:30 +01:00");
}

TEST_CASE("every five minutes is every five real minutes, a year long") {
  const Schedule schedule = made(cron_settings("*/5 * * * *", "Europe/Berlin"));
  int64_t last = utc("2026-01-01 00:00");
  int uneven = 0;
  for (int i = 0; i < 365 * 288; i++) {
    const auto due = schedule.next(last);
    REQUIRE(due);
    uneven += due->planned - last != 300'000;
    last = due->planned;
  }
  CHECK(uneven == 0);
}

TEST_CASE("Berlin, in years that tzdata does not list") {
  CHECK(on_clock("30 2 * * *", "Europe/Berlin", "2045-03-25 12:00", 2) ==
        "2045-03-26 03:00 +02:00; 2045-03-27 02:30 +02:00");
  CHECK(on_clock("30 * * * *", "Europe/Berlin", "2045-10-29 00:00", 2) ==
        "2045-10-29 02:30 +02:00; 2045-10-29 02:30 +01:00");
}

TEST_CASE("New York, spring and autumn") {
  CHECK(on_clock("30 2 * * *", "America/New_York", "2026-03-08 06:00", 2) ==
        "2026-03-08 03:00 -04:00; 2026-03-09 02:30 -04:00");
  CHECK(on_clock("30 1 * * *", "America/New_York", "2026-10-31 12:00", 2) ==
        "2026-11-01 01:30 -04:00; 2026-11-02 01:30 -05:00");
  CHECK(on_clock("30 * * * *", "America/New_York", "2026-11-01 05:00", 3) ==
        "2026-11-01 01:30 -04:00; 2026-11-01 01:30 -05:00; 2026-11-01 02:30 -05:00");
}

TEST_CASE("Lord Howe changes by half an hour") {
  CHECK(on_clock("15 2 * * *", "Australia/Lord_Howe", "2026-10-03 12:00", 2) ==
        "2026-10-04 02:30 +11:00; 2026-10-05 02:15 +11:00");
  CHECK(on_clock("45 1 * * *", "Australia/Lord_Howe", "2026-04-04 12:00", 2) ==
        "2026-04-05 01:45 +11:00; 2026-04-06 01:45 +10:30");
  CHECK(on_clock("45 * * * *", "Australia/Lord_Howe", "2026-04-04 14:00", 3) ==
        "2026-04-05 01:45 +11:00; 2026-04-05 01:45 +10:30; 2026-04-05 02:45 +10:30");
  CHECK(on_clock("0 * * * *", "Australia/Lord_Howe", "2026-10-03 14:00", 3) ==
        "2026-10-04 01:00 +10:30; 2026-10-04 03:00 +11:00; 2026-10-04 04:00 +11:00");
}

TEST_CASE("Apia: what was planned for the skipped day runs at the next day's beginning, once") {
  CHECK(on_clock("30 2 * * *", "Pacific/Apia", "2011-12-29 12:00", 3) ==
        "2011-12-29 02:30 -10:00; 2011-12-31 00:00 +14:00; 2011-12-31 02:30 +14:00");
  CHECK(on_clock("0 12 30 12 *", "Pacific/Apia", "2011-12-29 12:00", 1) ==
        "2011-12-31 00:00 +14:00");
  CHECK(on_clock("0 8-18 * * *", "Pacific/Apia", "2011-12-30 04:30", 2) ==
        "2011-12-31 00:00 +14:00; 2011-12-31 08:00 +14:00");
  CHECK(on_clock("0 * * * *", "Pacific/Apia", "2011-12-30 08:30", 2) ==
        "2011-12-29 23:00 -10:00; 2011-12-31 00:00 +14:00");
}

TEST_CASE("each wall clock time of a year runs once, in every zone that changes its clock") {
  for (const char* zone : {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe"}) {
    const Schedule schedule = made(cron_settings("45 0-23 * * *", zone));
    const int64_t end = utc("2027-01-01 00:00");
    std::vector<int64_t> locals;
    for (auto due = schedule.next(utc("2026-01-01 00:00")); due && due->planned < end;
         due = schedule.next(due->planned))
      locals.push_back(schedule.zone().local_of(due->planned / 1000));
    for (size_t i = 1; i < locals.size(); i++) CHECK(locals[i] > locals[i - 1]);
    CHECK_MESSAGE(locals.size() == 365 * 24, zone);
  }
}
