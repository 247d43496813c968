#include <doctest/doctest.h>

#include <set>

#include "schedule/spread.hpp"
#include "support/text.hpp"
#include "unit/schedule/helpers.hpp"

using namespace sluice::schedule;
using namespace sluice::schedule::test;
using sluice::test::has;

TEST_CASE("settings need either an expression or a period") {
  CHECK(refusal_of(ScheduleSettings{}) == ": either cron or every is wanted");
  ScheduleSettings both = cron_settings("@daily");
  both.every = "5m";
  CHECK(refusal_of(both) == ": cron and every exclude each other");
}

TEST_CASE("what is wrong with a setting is told with a pointer to it") {
  CHECK(refusal_of(cron_settings("0 25 * * *")) == "/cron: column 3: hour 25 is not 0 to 23");
  CHECK(refusal_of(cron_settings("@daily", "Europe/Berln")) ==
        "/zone: there is no time zone \"Europe/Berln\"; did you mean \"Europe/Berlin\"?");
  CHECK(has(refusal_of(every_settings("5x")), "/every: column 1: \"5x\" is no length of time"));
  ScheduleSettings jitter = cron_settings("@daily");
  jitter.jitter = "25h";
  CHECK(refusal_of(jitter) == "/jitter: at most 24h is allowed");
  jitter.jitter = "soon";
  CHECK(has(refusal_of(jitter), "/jitter: column 1: \"soon\""));
}

TEST_CASE("a period is at least a second, and longer than its jitter") {
  CHECK(refusal_of(every_settings("0s")) == "/every: at least 1s is wanted");
  CHECK(refusal_of(every_settings("1s")) == "taken");
  ScheduleSettings settings = every_settings("5m");
  settings.jitter = "5m";
  CHECK(refusal_of(settings) == "/jitter: it must be shorter than every, which is 5m");
  settings.jitter = "299s";
  CHECK(refusal_of(settings) == "taken");
}

TEST_CASE("the jitter of a cron expression is shorter than what is between two of its starts") {
  const auto with = [](const std::string& cron, const std::string& jitter) {
    ScheduleSettings settings = cron_settings(cron);
    settings.jitter = jitter;
    return refusal_of(settings);
  };
  const std::string refused =
      "/jitter: it must be shorter than the shortest time between two starts of cron, which is ";
  CHECK(with("* * * * *", "10m") == refused + "1m");
  CHECK(with("* * * * *", "59s") == "taken");
  CHECK(with("0,50 * * * *", "10m") == refused + "10m");
  CHECK(with("0 1,23 * * *", "2h") == refused + "2h");
  CHECK(with("0 1,23 * * *", "119m") == "taken");
  CHECK(with("0 1,23 1 * *", "2h") == "taken");
  CHECK(with("*/7 * * * * *", "5s") == refused + "4s");
  CHECK(with("@daily", "24h") == refused + "1d");
  CHECK(with("@monthly", "24h") == "taken");
}

TEST_CASE("rules for catching up are read by name") {
  CHECK(*parse_catch_up("skip") == CatchUp::kSkip);
  CHECK(*parse_catch_up("once") == CatchUp::kOnce);
  CHECK(*parse_catch_up("all") == CatchUp::kAll);
  CHECK(parse_catch_up("onec").status().message() ==
        "\"onec\" is none of skip, once, all; did you mean \"once\"?");
}

TEST_CASE("a period is counted from the planned time before, the first from the start") {
  const Schedule schedule = made(every_settings("1h30m"));
  const int64_t start = utc("2026-01-01 00:10") + 250;
  REQUIRE(schedule.first(start));
  CHECK(schedule.first(start)->planned == start);
  CHECK(schedule.first(start)->at == start);
  CHECK(schedule.next(start)->planned == start + 5'400'000);
}

TEST_CASE("the first time of an expression is the one after the start") {
  const Schedule schedule = made(cron_settings("30 2 * * *"));
  CHECK(schedule.first(utc("2026-01-01 02:30"))->planned == utc("2026-01-02 02:30"));
}

TEST_CASE("parts of a second before a planned time do not hide it") {
  const Schedule schedule = made(cron_settings("30 2 * * *"));
  CHECK(schedule.next(utc("2026-01-01 02:30") - 1)->planned == utc("2026-01-01 02:30"));
  CHECK(schedule.next(utc("2026-01-01 02:30"))->planned == utc("2026-01-02 02:30"));
  CHECK(schedule.next(utc("2026-01-01 02:30") + 1)->planned == utc("2026-01-02 02:30"));
}

TEST_CASE("times before 1970 count as its beginning, after 9999 nothing comes") {
  for (const ScheduleSettings& settings : {cron_settings("0 0 * * *"), every_settings("1d")}) {
    const Schedule schedule = made(settings);
    REQUIRE(schedule.next(INT64_MIN));
    CHECK(schedule.next(INT64_MIN)->planned >= 0);
    CHECK(schedule.next(INT64_MIN)->planned <= 86'400'000);
    CHECK(!schedule.next(kLastPlannedMs));
    CHECK(!schedule.next(INT64_MAX));
    CHECK(!schedule.first(INT64_MAX));
  }
}

TEST_CASE("the next times are listed, a thousand at most") {
  const Schedule schedule = made(cron_settings("0 0 * * *"));
  CHECK(planned(schedule, "2026-01-01 00:00", 2) == "2026-01-02 00:00; 2026-01-03 00:00");
  CHECK(schedule.next_times(0, 0).empty());
  CHECK(schedule.next_times(0, SIZE_MAX).size() == 1000);
  CHECK(schedule.next_times(utc("9999-12-30 00:00"), 5).size() == 1);
}

TEST_CASE("the jitter is from 0 to its longest, the same each time") {
  std::set<int64_t> seen;
  for (int64_t i = 0; i < 20'000; i++) seen.insert(spread_ms("products", i * 60'000, 9));
  CHECK(seen == std::set<int64_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
  CHECK(spread_ms("products", 1, 0) == 0);
  CHECK(spread_ms("products", 1, -5) == 0);
}

TEST_CASE("the jitter is the same in every version: what is planned must not move in an update") {
  CHECK(spread_ms("products", utc("2026-01-01 00:00"), 600'000) == 272'018);
  CHECK(spread_ms("customers", utc("2026-01-01 00:00"), 600'000) == 133'040);
}

TEST_CASE("a restart plans the same start") {
  ScheduleSettings settings = cron_settings("0 0 * * *");
  settings.jitter = "10m";
  const std::optional<Due> before = made(settings).next(utc("2026-01-01 12:00"));
  CHECK(made(settings).next(utc("2026-01-01 23:00")) == before);
  CHECK(before->planned == utc("2026-01-02 00:00"));
  CHECK(before->at > before->planned);
  CHECK(before->at <= before->planned + 600'000);
}

TEST_CASE("a thousand pipelines with one expression are spread evenly over the jitter") {
  ScheduleSettings settings = cron_settings("0 0 * * *");
  settings.jitter = "10m";
  std::vector<int> tenths(10);
  for (int i = 0; i < 1000; i++) {
    settings.pipeline = "pipeline-" + std::to_string(i);
    const std::optional<Due> due = made(settings).next(utc("2026-01-01 12:00"));
    REQUIRE(due);
    tenths[static_cast<size_t>((due->at - due->planned) * 10 / 600'001)]++;
  }
  for (const int tenth : tenths) {
    CHECK(tenth > 60);
    CHECK(tenth < 140);
  }
}

TEST_CASE("one pipeline's starts are spread as well, from day to day") {
  ScheduleSettings settings = cron_settings("0 0 * * *");
  settings.jitter = "10m";
  std::set<int64_t> minutes;
  for (const Due& due : made(settings).next_times(utc("2026-01-01 12:00"), 100))
    minutes.insert((due.at - due.planned) / 60'000);
  CHECK(minutes.size() >= 9);
}
