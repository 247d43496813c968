#include <doctest/doctest.h>

#include "unit/schedule/helpers.hpp"

using namespace sluice::schedule;
using namespace sluice::schedule::test;

namespace {

ScheduleSettings with_rule(ScheduleSettings settings, CatchUp rule) {
  settings.catch_up = rule;
  return settings;
}

std::string due_text(const Missed& missed) {
  std::string out;
  for (const Due& due : missed.due) out += (out.empty() ? "" : "; ") + utc_text(due.planned);
  return out;
}

const int64_t kLast = utc("2026-01-01 02:30");
const int64_t kNow = utc("2026-01-05 12:00");

}  // namespace

TEST_CASE("nothing is missed if no time has passed") {
  for (const CatchUp rule : {CatchUp::kSkip, CatchUp::kOnce, CatchUp::kAll}) {
    const Schedule schedule = made(with_rule(cron_settings("30 2 * * *"), rule));
    const Missed missed = schedule.missed(kLast, utc("2026-01-02 02:29"));
    CHECK(missed.due.empty());
    CHECK(missed.resume_after == kLast);
    CHECK(!missed.cut);
  }
}

TEST_CASE("skip leaves out what was missed") {
  const Schedule schedule = made(with_rule(cron_settings("30 2 * * *"), CatchUp::kSkip));
  const Missed missed = schedule.missed(kLast, kNow);
  CHECK(missed.due.empty());
  CHECK(schedule.next(missed.resume_after)->planned == utc("2026-01-06 02:30"));
}

TEST_CASE("once makes up for the latest time, now") {
  const Schedule schedule = made(cron_settings("30 2 * * *"));
  const Missed missed = schedule.missed(kLast, kNow);
  REQUIRE(missed.due.size() == 1);
  CHECK(missed.due[0] == Due{utc("2026-01-05 02:30"), kNow});
  CHECK(missed.resume_after == utc("2026-01-05 02:30"));
  CHECK(!missed.cut);
}

TEST_CASE("a time that is just now is made up as well") {
  const Schedule schedule = made(cron_settings("30 2 * * *"));
  CHECK(due_text(schedule.missed(kLast, utc("2026-01-02 02:30"))) == "2026-01-02 02:30");
}

TEST_CASE("all makes up for each time, earliest first") {
  const Schedule schedule = made(with_rule(cron_settings("30 2 * * *"), CatchUp::kAll));
  const Missed missed = schedule.missed(kLast, kNow);
  CHECK(due_text(missed) ==
        "2026-01-02 02:30; 2026-01-03 02:30; 2026-01-04 02:30; 2026-01-05 02:30");
  for (const Due& due : missed.due) CHECK(due.at == kNow);
  CHECK(!missed.cut);
}

TEST_CASE("all is bounded to the latest hundred, and says so") {
  const Schedule schedule = made(with_rule(cron_settings("* * * * *"), CatchUp::kAll));
  const int64_t now = utc("2026-01-01 12:00");
  const Missed missed = schedule.missed(utc("2026-01-01 00:00"), now);
  REQUIRE(missed.due.size() == 100);
  CHECK(missed.due.back().planned == now);
  CHECK(missed.due.front().planned == now - 99 * 60'000);
  CHECK(missed.cut);
  const Missed exact = schedule.missed(now - 100 * 60'000, now);
  CHECK(exact.due.size() == 100);
  CHECK(!exact.cut);
}

TEST_CASE("a period's missed times lie on the grid of the last one") {
  ScheduleSettings settings = every_settings("1h");
  settings.catch_up = CatchUp::kAll;
  const Missed missed = made(settings).missed(utc("2026-01-01 00:10"), utc("2026-01-01 03:00"));
  CHECK(due_text(missed) == "2026-01-01 01:10; 2026-01-01 02:10");
  CHECK(made(settings).next(missed.resume_after)->planned == utc("2026-01-01 03:10"));
}

TEST_CASE("a period of a second and years without a host take no longer") {
  const Schedule schedule = made(every_settings("1s"));
  const Missed missed = schedule.missed(utc("1970-01-01 00:00"), utc("9000-01-01 00:00"));
  CHECK(due_text(missed) == "9000-01-01 00:00");
  const Schedule seconds = made(cron_settings("* * * * * *"));
  CHECK(due_text(seconds.missed(INT64_MIN, utc("2026-01-01 00:00"))) == "2026-01-01 00:00");
}

TEST_CASE("what is made up is spread by the jitter, the same after a restart") {
  ScheduleSettings settings = cron_settings("30 2 * * *");
  settings.jitter = "10m";
  const Missed missed = made(settings).missed(kLast, kNow);
  REQUIRE(missed.due.size() == 1);
  CHECK(missed.due[0].at > kNow);
  CHECK(missed.due[0].at <= kNow + 600'000);
  CHECK(made(settings).missed(kLast, kNow).due == missed.due);
}

TEST_CASE("a time whose jitter is not over is not missed, whatever the rule") {
  for (const CatchUp rule : {CatchUp::kSkip, CatchUp::kOnce, CatchUp::kAll}) {
    ScheduleSettings settings = with_rule(cron_settings("30 2 * * *"), rule);
    settings.jitter = "10m";
    const Schedule schedule = made(settings);
    const Due due = *schedule.next(kLast);
    REQUIRE(due.at > due.planned);
    const Missed missed = schedule.missed(kLast, due.at - 1);
    CHECK(missed.due.empty());
    CHECK(schedule.next(missed.resume_after) == due);
    CHECK(schedule.missed(kLast, due.at).resume_after == due.planned);
  }
}

TEST_CASE("in a window, what is made up waits for the window's end") {
  ScheduleSettings settings = cron_settings("0 9 * * *");
  settings.windows = {{{}, "10:00", "12:00"}};
  const Missed missed = made(settings).missed(utc("2026-01-01 09:00"), utc("2026-01-02 11:00"));
  REQUIRE(missed.due.size() == 1);
  CHECK(missed.due[0] == Due{utc("2026-01-02 09:00"), utc("2026-01-02 12:00")});
}

TEST_CASE("in a window, one run at its end is enough for what was missed before and in it") {
  ScheduleSettings settings = cron_settings("0 9,11 * * *");
  settings.windows = {{{}, "10:00", "12:00"}};
  const Schedule schedule = made(settings);
  const Missed missed = schedule.missed(utc("2026-01-01 12:00"), utc("2026-01-02 11:30"));
  CHECK(missed.due.empty());
  CHECK(schedule.next(missed.resume_after)->planned == utc("2026-01-02 12:00"));
}

TEST_CASE("missed times in a past window count as one, at its end") {
  ScheduleSettings settings = with_rule(cron_settings("0 * * * *"), CatchUp::kAll);
  settings.windows = {{{}, "10:00", "12:30"}};
  const Missed missed = made(settings).missed(utc("2026-01-01 08:00"), utc("2026-01-01 13:30"));
  CHECK(due_text(missed) == "2026-01-01 09:00; 2026-01-01 12:30; 2026-01-01 13:00");
  ScheduleSettings every = every_settings("30m");
  every.catch_up = CatchUp::kAll;
  every.windows = settings.windows;
  CHECK(due_text(made(every).missed(utc("2026-01-01 09:00"), utc("2026-01-01 13:10"))) ==
        "2026-01-01 09:30; 2026-01-01 12:30; 2026-01-01 13:00");
}

TEST_CASE("a clock that was put back runs nothing twice, unless the last time is absurd") {
  const Schedule schedule = made(cron_settings("30 2 * * *"));
  const Missed back = schedule.missed(utc("2026-01-02 02:30"), utc("2026-01-02 02:00"));
  CHECK(back.due.empty());
  CHECK(back.resume_after == utc("2026-01-02 02:30"));
  CHECK_FALSE(back.ahead);
  const Missed absurd = schedule.missed(utc("2099-01-01 00:00"), kNow);
  CHECK(absurd.due.empty());
  CHECK(absurd.resume_after == kNow);
}

TEST_CASE("a clock that was put back holds a schedule up for one start at most") {
  const Missed cron =
      made(cron_settings("*/15 * * * *")).missed(utc("2026-01-02 11:45"), utc("2026-01-02 11:20"));
  CHECK(cron.ahead);
  CHECK(cron.resume_after == utc("2026-01-02 11:20"));
  const Schedule every = made(every_settings("10m"));
  const int64_t now = utc("2026-01-02 02:00");
  CHECK(every.missed(now + 600'000, now).resume_after == now + 600'000);
  const Missed ahead = every.missed(now + 600'001, now);
  CHECK(ahead.ahead);
  CHECK(every.next(ahead.resume_after)->planned == now + 600'000);
}
