#include <doctest/doctest.h>

#include "support/text.hpp"
#include "unit/schedule/helpers.hpp"

using namespace sluice::schedule;
using namespace sluice::schedule::test;
using sluice::test::has;

namespace {

Schedule with_windows(const std::string& cron, const std::vector<WindowSettings>& windows,
                      const std::string& zone = "UTC") {
  ScheduleSettings settings = cron_settings(cron, zone);
  settings.windows = windows;
  return made(settings);
}

std::string window_refusal(const std::vector<WindowSettings>& windows) {
  ScheduleSettings settings = cron_settings("@daily");
  settings.windows = windows;
  return refusal_of(settings);
}

}  // namespace

TEST_CASE("times in a window are planned for its end, once") {
  const Schedule schedule = with_windows("0 * * * *", {{{}, "10:30", "12:30"}});
  CHECK(planned(schedule, "2026-01-01 09:30", 4) ==
        "2026-01-01 10:00; 2026-01-01 12:30; 2026-01-01 13:00; 2026-01-01 14:00");
}

TEST_CASE("a window may cross midnight") {
  const Schedule schedule = with_windows("0 23 * * *", {{{}, "22:00", "06:00"}});
  CHECK(planned(schedule, "2026-01-01 12:00", 2) == "2026-01-02 06:00; 2026-01-03 06:00");
  CHECK(planned(with_windows("0 3 * * *", {{{}, "22:00", "06:00"}}), "2026-01-01 00:00", 1) ==
        "2026-01-01 06:00");
}

TEST_CASE("a window holds its beginning and not its end") {
  const Schedule schedule = with_windows("0 10,12 * * *", {{{}, "10:00", "12:00"}});
  CHECK(planned(schedule, "2026-01-01 00:00", 2) == "2026-01-01 12:00; 2026-01-02 12:00");
}

TEST_CASE("days are those on which a window begins") {
  // 2026-01-02 is a Friday.
  const Schedule schedule = with_windows("0 3 * * *", {{{"fri"}, "22:00", "06:00"}});
  CHECK(planned(schedule, "2026-01-01 12:00", 3) ==
        "2026-01-02 03:00; 2026-01-03 06:00; 2026-01-04 03:00");
  const Schedule weekend = with_windows("0 3 * * *", {{{"sat-sun"}, "00:00", "24:00"}});
  CHECK(planned(weekend, "2026-01-01 12:00", 3) ==
        "2026-01-02 03:00; 2026-01-05 00:00; 2026-01-05 03:00");
}

TEST_CASE("windows that meet or overlap are one") {
  const Schedule schedule = with_windows(
      "0 10 * * *", {{{}, "09:00", "11:00"}, {{}, "11:00", "12:00"}, {{}, "11:30", "13:00"}});
  CHECK(planned(schedule, "2026-01-01 00:00", 1) == "2026-01-01 13:00");
}

TEST_CASE("windows are in the schedule's zone") {
  const Schedule schedule =
      with_windows("0 23 * * *", {{{}, "22:00", "06:00"}}, "America/New_York");
  CHECK(planned(schedule, "2026-01-01 12:00", 1) == "2026-01-02 11:00");
}

TEST_CASE("a window's end that the clock skips is the first moment after it") {
  const Schedule schedule = with_windows("0 1 * * *", {{{}, "00:30", "02:30"}}, "Europe/Berlin");
  CHECK(planned(schedule, "2026-03-28 12:00", 1) == "2026-03-29 01:00");  // 03:00 +02:00
}

TEST_CASE("a window lasts to the second time the clock shows its end") {
  const Schedule schedule = with_windows("0 1 * * *", {{{}, "00:30", "02:30"}}, "Europe/Berlin");
  CHECK(planned(schedule, "2026-10-24 12:00", 1) == "2026-10-25 01:30");  // 02:30 +01:00
}

TEST_CASE("a window in the hour that the clock skips holds nothing on that day") {
  const Schedule schedule = with_windows("0 2 * * *", {{{}, "02:00", "03:00"}}, "Europe/Berlin");
  CHECK(planned(schedule, "2026-03-28 12:00", 2) == "2026-03-29 01:00; 2026-03-30 01:00");
}

TEST_CASE("the windows of the day that Apia skipped still hold what is left of them") {
  const Schedule schedule = with_windows("0 23 * * *", {{{}, "22:00", "06:00"}}, "Pacific/Apia");
  CHECK(planned(schedule, "2011-12-30 01:00", 1) == "2011-12-30 16:00");  // the 31st, 06:00
}

TEST_CASE("a period goes on from the end of the window") {
  ScheduleSettings settings = every_settings("50m");
  settings.windows = {{{}, "10:00", "12:00"}};
  CHECK(planned(made(settings), "2026-01-01 09:00", 3) ==
        "2026-01-01 09:50; 2026-01-01 12:00; 2026-01-01 12:50");
  CHECK(made(settings).first(utc("2026-01-01 11:00"))->planned == utc("2026-01-01 12:00"));
}

TEST_CASE("no start is put into a window by its jitter") {
  ScheduleSettings settings = cron_settings("55 9 * * *");
  settings.jitter = "20m";
  settings.windows = {{{}, "10:00", "12:00"}};
  int put_off = 0;
  for (const Due& due : made(settings).next_times(utc("2026-01-01 00:00"), 200)) {
    const int64_t minute = due.at / 60'000 % 1440;
    CHECK((minute < 600 || minute >= 720));
    CHECK(minute <= 740);
    put_off += minute >= 720;
  }
  CHECK(put_off > 100);
  CHECK(put_off < 190);
}

TEST_CASE("runs that are put off to a window's end are spread by their jitter") {
  ScheduleSettings settings = cron_settings("0 11 * * *");
  settings.jitter = "20m";
  settings.windows = {{{}, "10:00", "12:00"}};
  const std::optional<Due> due = made(settings).next(utc("2026-01-01 00:00"));
  CHECK(due->planned == utc("2026-01-01 12:00"));
  CHECK(due->at > due->planned);
}

TEST_CASE("what is wrong with a window is told with a pointer to it") {
  CHECK(window_refusal({{{}, "22:00", "06:00"}, {{}, "25:00", "06:00"}}) ==
        "/windows/1/from: \"25:00\" is no time of day, 00:00 to 24:00");
  for (const char* text : {"", "9:00", "22:60", "24:01", "22-00", "22:00:00", "2x:00"})
    CHECK_MESSAGE(has(window_refusal({{{}, "01:00", text}}), "/windows/0/to: "), text);
  CHECK(window_refusal({{{}, "24:00", "06:00"}}) ==
        "/windows/0/from: 24:00 begins no day; write 00:00");
  CHECK(window_refusal({{{}, "06:00", "06:00"}}) ==
        "/windows/0/to: from and to are both 06:00; a whole day is 00:00 to 24:00");
}

TEST_CASE("days of a window are weekdays or ranges of them") {
  CHECK(window_refusal({{{"mon-fri", "SUN"}, "01:00", "02:00"}}) == "taken");
  CHECK(has(window_refusal({{{"mon", "someday"}, "01:00", "02:00"}}),
            "/windows/0/days/1: column 1: weekday \"someday\" is not 0 to 7 or SUN to SAT"));
  CHECK(window_refusal({{{"5L"}, "01:00", "02:00"}}) ==
        "/windows/0/days/0: \"5L\": days of the week are wanted, as mon-fri");
  CHECK(has(window_refusal({{{"1,2#1"}, "01:00", "02:00"}}), "days of the week are wanted"));
}

TEST_CASE("windows that leave no time are refused") {
  CHECK(window_refusal({{{}, "00:00", "24:00"}}) ==
        "/windows: the windows leave no time for a run");
  CHECK(window_refusal({{{}, "12:00", "11:00"}, {{}, "11:00", "12:00"}}) ==
        "/windows: the windows leave no time for a run");
  CHECK(window_refusal({{{}, "12:00", "11:59"}}) == "taken");
  CHECK(window_refusal(std::vector<WindowSettings>(33, {{}, "01:00", "02:00"})) ==
        "/windows: there may be 32 windows at most");
}

TEST_CASE("a minute a week is found through windows on all other days") {
  const Schedule schedule = with_windows(
      "0 12 * * *",
      {{{"mon-sat"}, "00:00", "24:00"}, {{"sun"}, "00:00", "23:58"}, {{"sun"}, "23:59", "24:00"}});
  CHECK(planned(schedule, "2026-01-01 00:00", 2) == "2026-01-04 23:58; 2026-01-11 23:58");
}
