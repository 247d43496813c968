#include "app/serve/agenda.hpp"

#include <doctest/doctest.h>

#include "app/serve/drain_times.hpp"
#include "app/serve/restarts.hpp"

using namespace sluice;
using namespace sluice::app;

namespace {

constexpr int64_t kMinute = 60'000;
constexpr int64_t kNow = 1'800'000'000'000;  // a full minute

schedule::Schedule made(const std::string& cron, const std::string& every,
                        schedule::CatchUp catch_up = schedule::CatchUp::kOnce) {
  schedule::ScheduleSettings settings;
  settings.pipeline = "p";
  settings.cron = cron;
  settings.every = every;
  settings.catch_up = catch_up;
  Result<schedule::Schedule> out = schedule::Schedule::make(settings);
  REQUIRE_MESSAGE(out, out.status().message());
  return *std::move(out);
}

schedule::Schedule every(const std::string& period) { return made("", period); }

}  // namespace

TEST_CASE("a period begins at once, then counts from the planned time, not from the run's end") {
  Agenda agenda;
  agenda.put("p", every("5m"), {}, kNow);
  CHECK(agenda.take_due(kNow) == std::vector<Start>{{"p", "schedule", kNow}});
  agenda.ended("p", kNow + kMinute);
  CHECK(agenda.next() == kNow + 5 * kMinute);
}

TEST_CASE("a cron expression waits for its first time") {
  Agenda agenda;
  agenda.put("p", made("* * * * *", ""), {}, kNow + 1);
  CHECK(agenda.take_due(kNow + 1).empty());
  CHECK(agenda.next() == kNow + kMinute);
  CHECK(agenda.take_due(kNow + kMinute).size() == 1);
}

TEST_CASE("a pipeline that runs is not due again before it ended") {
  Agenda agenda;
  agenda.put("p", every("1m"), {}, kNow);
  REQUIRE(agenda.take_due(kNow).size() == 1);
  CHECK(agenda.take_due(kNow + 10 * kMinute).empty());
  CHECK(!agenda.next());
  CHECK(!agenda.next_of("p"));
}

TEST_CASE("times that pass during a run are made up for by one run") {
  Agenda agenda;
  agenda.put("p", every("1m"), {}, kNow);
  REQUIRE(agenda.take_due(kNow).size() == 1);
  agenda.ended("p", kNow + 3 * kMinute + 1);
  CHECK(agenda.take_due(kNow + 3 * kMinute + 1) ==
        std::vector<Start>{{"p", "catch-up", kNow + 3 * kMinute}});
  agenda.ended("p", kNow + 3 * kMinute + 2);
  CHECK(agenda.next() == kNow + 4 * kMinute);
}

TEST_CASE("times that pass during a run are skipped if the schedule says so") {
  Agenda agenda;
  agenda.put("p", made("", "1m", schedule::CatchUp::kSkip), {}, kNow);
  REQUIRE(agenda.take_due(kNow).size() == 1);
  agenda.ended("p", kNow + 3 * kMinute + 1);
  CHECK(agenda.take_due(kNow + 3 * kMinute + 1).empty());
  CHECK(agenda.next() == kNow + 4 * kMinute);
}

TEST_CASE("each time that passed while the host was down runs, one after another, with all") {
  Agenda agenda;
  agenda.put("p", made("", "1m", schedule::CatchUp::kAll), kNow, kNow + 3 * kMinute);
  for (int64_t i = 1; i <= 3; i++) {
    CHECK(agenda.take_due(kNow + 3 * kMinute) ==
          std::vector<Start>{{"p", "catch-up", kNow + i * kMinute}});
    CHECK(agenda.take_due(kNow + 3 * kMinute).empty());
    agenda.ended("p", kNow + 3 * kMinute);
  }
  CHECK(agenda.next() == kNow + 4 * kMinute);
}

TEST_CASE("those that are due come longest due first") {
  Agenda agenda;
  agenda.put("a", every("1m"), {}, kNow + 1);
  agenda.put("b", every("1m"), {}, kNow);
  const std::vector<Start> due = agenda.take_due(kNow + 2);
  REQUIRE(due.size() == 2);
  CHECK(due[0].pipeline == "b");
}

TEST_CASE("another schedule counts from the last planned time, also for one that is running") {
  Agenda agenda;
  agenda.put("p", every("1h"), {}, kNow);
  REQUIRE(agenda.take_due(kNow).size() == 1);
  agenda.put("p", every("1m"), kNow, kNow + 1);
  CHECK(agenda.take_due(kNow + 5 * kMinute).empty());
  agenda.ended("p", kNow + 10);
  CHECK(agenda.next() == kNow + kMinute);
}

TEST_CASE("one that was taken away is not due any more") {
  Agenda agenda;
  agenda.put("p", every("1m"), {}, kNow);
  agenda.remove("p");
  agenda.ended("p", kNow);
  CHECK(agenda.take_due(kNow + kMinute).empty());
}

TEST_CASE("a pipeline that runs all the time is started again, later with each short run") {
  Restarts restarts;
  restarts.add("p", kNow);
  int64_t now = kNow;
  for (const int64_t wait : {1000, 2000, 4000}) {
    CHECK(restarts.take_due(now) == std::vector<std::string>{"p"});
    CHECK(restarts.take_due(now).empty());
    restarts.ended("p", now, now + 10, false);
    now += 10 + wait;
    CHECK(restarts.next() == now);
  }
  for (int i = 0; i < 10; i++) {
    restarts.take_due(now);
    restarts.ended("p", now, now, false);
    CHECK(*restarts.next() - now <= Restarts::kLongestMs);
    now = *restarts.next();
  }
}

TEST_CASE("a long run, and one that was asked to end, is started again at once") {
  Restarts restarts;
  restarts.add("p", kNow);
  restarts.take_due(kNow);
  restarts.ended("p", kNow, kNow + Restarts::kSoundMs, false);
  CHECK(restarts.next() == kNow + Restarts::kSoundMs);
  restarts.take_due(kNow + Restarts::kSoundMs);
  restarts.ended("p", kNow + Restarts::kSoundMs, kNow + Restarts::kSoundMs + 1, true);
  CHECK(restarts.next() == kNow + Restarts::kSoundMs + 1);
}

TEST_CASE("a clock that was put back holds up no schedule, restart or backlog") {
  Agenda agenda;
  const int64_t ahead = kNow + 24 * 60 * kMinute;
  CHECK_FALSE(agenda.put("stored", every("5m"), ahead, kNow));
  CHECK(agenda.next() == kNow + 5 * kMinute);
  agenda.put("p", every("1m"), {}, ahead);
  REQUIRE(agenda.take_due(ahead).size() == 2);
  agenda.ended("p", ahead + 1);
  agenda.plan_again(kNow);
  CHECK(agenda.next() == kNow + kMinute);
  agenda.ended("stored", kNow);
  CHECK(agenda.next_of("stored") == kNow + 10 * kMinute);
  Restarts restarts;
  restarts.add("hooks", ahead);
  restarts.shift_back(ahead - kNow);
  CHECK(restarts.take_due(kNow).size() == 1);
  DrainTimes drains;
  drains.put("p", ahead + kMinute);
  drains.shift_back(ahead - kNow);
  CHECK(drains.next() == kNow + kMinute);
}
