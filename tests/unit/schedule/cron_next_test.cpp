#include <doctest/doctest.h>

#include "unit/schedule/helpers.hpp"

using namespace sluice::schedule;
using namespace sluice::schedule::test;

TEST_CASE("five stars run every minute, six every second") {
  CHECK(next_of("* * * * *", "2026-01-01 00:00", 2) == "2026-01-01 00:01; 2026-01-01 00:02");
  CHECK(next_of("* * * * * *", "2026-12-31 23:59:59", 2) ==
        "2027-01-01 00:00; 2027-01-01 00:00:01");
}

TEST_CASE("the next time is later than the given one, not the same") {
  CHECK(next_of("30 2 * * *", "2026-01-01 02:29:59") == "2026-01-01 02:30");
  CHECK(next_of("30 2 * * *", "2026-01-01 02:30") == "2026-01-02 02:30");
}

TEST_CASE("lists, ranges and steps name their values") {
  CHECK(next_of("5,50 * * * *", "2026-01-01 00:00", 3) ==
        "2026-01-01 00:05; 2026-01-01 00:50; 2026-01-01 01:05");
  CHECK(next_of("10-12 * * * *", "2026-01-01 00:10:30", 3) ==
        "2026-01-01 00:11; 2026-01-01 00:12; 2026-01-01 01:10");
  CHECK(next_of("*/20 * * * *", "2026-01-01 00:00", 3) ==
        "2026-01-01 00:20; 2026-01-01 00:40; 2026-01-01 01:00");
  CHECK(next_of("10-50/10 * * * *", "2026-01-01 00:40", 2) == "2026-01-01 00:50; 2026-01-01 01:10");
  CHECK(next_of("*/7 23 * * *", "2026-01-01 23:49", 2) == "2026-01-01 23:56; 2026-01-02 23:00");
}

TEST_CASE("a value with a step runs to the end of its field") {
  CHECK(next_of("5/25 * * * *", "2026-01-01 00:00", 3) ==
        "2026-01-01 00:05; 2026-01-01 00:30; 2026-01-01 00:55");
  CHECK(next_of("0 0 * * 5/1", "2026-01-01 00:00", 3) ==  // Friday, Saturday
        "2026-01-02 00:00; 2026-01-03 00:00; 2026-01-09 00:00");
}

TEST_CASE("seconds, minutes and hours carry into each other") {
  CHECK(next_of("30 59 23 * * *", "2026-02-28 23:59:30") == "2026-03-01 23:59:30");
  CHECK(next_of("15,45 0 12 * * *", "2026-01-01 12:00:15", 2) ==
        "2026-01-01 12:00:45; 2026-01-02 12:00:15");
  CHECK(next_of("0 30 8-9 * * *", "2026-01-01 08:30:01", 2) ==
        "2026-01-01 09:30; 2026-01-02 08:30");
}

TEST_CASE("names of months and days are taken in any case") {
  CHECK(next_of("0 0 1 JAN,jul *", "2026-01-01 00:00", 2) == "2026-07-01 00:00; 2027-01-01 00:00");
  CHECK(next_of("0 0 * * Mon-wEd", "2026-01-01 00:00", 3) ==
        "2026-01-05 00:00; 2026-01-06 00:00; 2026-01-07 00:00");
}

TEST_CASE("0, 7 and SUN are Sunday, at either end of a range") {
  for (const char* text : {"0 0 * * 0", "0 0 * * 7", "0 0 * * sun", "0 0 * * 7-7"})
    CHECK(next_of(text, "2026-01-01 00:00") == "2026-01-04 00:00");
  CHECK(next_of("0 0 * * 6-7", "2026-01-01 00:00", 3) ==
        "2026-01-03 00:00; 2026-01-04 00:00; 2026-01-10 00:00");
  CHECK(next_of("0 0 * * sat-sun", "2026-01-04 00:00") == "2026-01-10 00:00");
  CHECK(next_of("0 0 * * 0-1", "2026-01-01 00:00", 2) == "2026-01-04 00:00; 2026-01-05 00:00");
  CHECK(next_of("0 0 * * 5-7/2", "2026-01-01 00:00", 2) == "2026-01-02 00:00; 2026-01-04 00:00");
}

TEST_CASE("two restricted day fields: one of them is enough") {
  CHECK(next_of("0 0 13 * 5", "2026-01-01 00:00", 4) ==
        "2026-01-02 00:00; 2026-01-09 00:00; 2026-01-13 00:00; 2026-01-16 00:00");
  CHECK(next_of("0 0 L * 1#1", "2026-01-01 00:00", 2) == "2026-01-05 00:00; 2026-01-31 00:00");
}

TEST_CASE("a day field that begins with a star: both are needed") {
  CHECK(next_of("0 0 */2 * 1", "2026-01-01 00:00", 2) == "2026-01-05 00:00; 2026-01-19 00:00");
  CHECK(next_of("0 0 13 * */2", "2026-01-01 00:00", 2) == "2026-01-13 00:00; 2026-06-13 00:00");
  CHECK(next_of("0 0 ? * 5", "2026-01-01 00:00") == "2026-01-02 00:00");
  CHECK(next_of("0 0 13 * ?", "2026-01-01 00:00") == "2026-01-13 00:00");
}

TEST_CASE("months without a day are passed over") {
  CHECK(next_of("0 0 31 * *", "2026-01-31 00:00", 3) ==
        "2026-03-31 00:00; 2026-05-31 00:00; 2026-07-31 00:00");
  CHECK(next_of("0 0 30 * *", "2026-01-30 00:00") == "2026-03-30 00:00");
}

TEST_CASE("L is each month's last day, in leap years too") {
  CHECK(next_of("0 0 L * *", "2027-12-31 00:00", 4) ==
        "2028-01-31 00:00; 2028-02-29 00:00; 2028-03-31 00:00; 2028-04-30 00:00");
  CHECK(next_of("0 0 15,L 2 *", "2026-01-01 00:00", 2) == "2026-02-15 00:00; 2026-02-28 00:00");
}

TEST_CASE("29 February comes in leap years, not in 2100") {
  CHECK(next_of("0 0 29 2 *", "2026-01-01 00:00", 2) == "2028-02-29 00:00; 2032-02-29 00:00");
  CHECK(next_of("0 0 29 2 *", "2096-02-29 00:00") == "2104-02-29 00:00");
  CHECK(next_of("0 0 29 2 *", "1999-12-31 00:00") == "2000-02-29 00:00");
}

TEST_CASE("29 February on a Monday is found 28 years ahead, and no further") {
  CHECK(next_of("0 0 */28 2 1#5", "2044-02-29 00:00") == "2072-02-29 00:00");
  CHECK(next_of("0 0 */28 2 1#5", "2072-02-29 00:00").empty());  // 2112, as 2100 has none
}

TEST_CASE("nL is the last such weekday of the month") {
  CHECK(next_of("0 0 * * 5L", "2026-01-01 00:00", 3) ==
        "2026-01-30 00:00; 2026-02-27 00:00; 2026-03-27 00:00");
  CHECK(next_of("0 0 * * sunL", "2028-02-01 00:00") == "2028-02-27 00:00");
  CHECK(next_of("0 0 * * 2L", "2028-02-01 00:00") == "2028-02-29 00:00");
  CHECK(next_of("0 0 * * 7L", "2026-01-01 00:00") == "2026-01-25 00:00");
}

TEST_CASE("n#k is the k-th such weekday of the month") {
  CHECK(next_of("0 0 * * 2#1", "2026-01-01 00:00", 2) == "2026-01-06 00:00; 2026-02-03 00:00");
  CHECK(next_of("0 0 * * thu#1", "2026-01-01 00:00") == "2026-02-05 00:00");
  CHECK(next_of("0 0 * * 5#5", "2026-01-01 00:00", 2) == "2026-01-30 00:00; 2026-05-29 00:00");
  CHECK(next_of("0 0 * * 1#2,1#4,3", "2026-01-01 00:00", 3) ==
        "2026-01-07 00:00; 2026-01-12 00:00; 2026-01-14 00:00");
}

TEST_CASE("macros mean what they are named") {
  CHECK(next_of("@hourly", "2026-01-01 00:30") == "2026-01-01 01:00");
  CHECK(next_of("@daily", "2026-01-01 00:30") == "2026-01-02 00:00");
  CHECK(next_of("@midnight", "2026-01-01 00:30") == "2026-01-02 00:00");
  CHECK(next_of("@weekly", "2026-01-01 00:30") == "2026-01-04 00:00");
  CHECK(next_of("@monthly", "2026-01-01 00:30") == "2026-02-01 00:00");
  CHECK(next_of("@yearly", "2026-01-01 00:30") == "2027-01-01 00:00");
  CHECK(next_of("@annually", "2026-01-01 00:30") == "2027-01-01 00:00");
}

TEST_CASE("nothing is planned after 9999, and what lies before 1900 begins there") {
  const auto cron = CronExpression::parse("0 0 1 1 *");
  REQUIRE(cron.ok());
  CHECK(!cron->next_after(local("9999-01-01 00:00")));
  CHECK(!cron->next_after(INT64_MAX));
  CHECK(cron->next_after(INT64_MIN) == local("1900-01-01 00:00"));
  const auto minutes = CronExpression::parse("* * * * *");
  CHECK(minutes->next_after(local("9999-12-31 23:58")) == local("9999-12-31 23:59"));
  CHECK(!minutes->next_after(local("9999-12-31 23:59")));
}

TEST_CASE("an expression matches its times and no others") {
  const auto cron = CronExpression::parse("30 2 1 * *");
  REQUIRE(cron.ok());
  CHECK(cron->matches(local("2026-02-01 02:30")));
  CHECK(!cron->matches(local("2026-02-01 02:30:01")));
  CHECK(!cron->matches(local("2026-02-02 02:30")));
  CHECK(!cron->matches(local("2026-02-01 03:30")));
}
