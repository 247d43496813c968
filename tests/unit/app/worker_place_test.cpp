// When a run gives its worker back, and when it goes on.
#include "app/serve/worker_place.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <functional>
#include <thread>

using namespace sluice;
using namespace sluice::app;

namespace {

constexpr int64_t kLong = base::LaneWait::kLongMs;

// A run whose lanes are told what to wait for; `said` counts what the server hears.
struct Run {
  std::atomic<int> said{0};
  WorkerPlace place{[this] { said++; }};

  std::thread lane(std::function<void()> work) {
    return std::thread([this, work = std::move(work)] {
      place.add_lane();
      work();
    });
  }
  static void until(const std::function<bool()>& is_so) {
    while (!is_so()) std::this_thread::yield();
  }
};

}  // namespace

TEST_CASE("a run gives its worker back in a long wait, and goes on once it has one again") {
  Run run;
  std::atomic<bool> over{false}, goes_on{false};
  std::thread lane = run.lane([&] {
    {
      const base::LaneWait wait(kLong);
      Run::until([&] { return over.load(); });
    }
    goes_on = true;
  });
  Run::until([&] { return !run.place.is_held(); });
  CHECK_FALSE(run.place.is_wanted());
  over = true;
  Run::until([&] { return run.place.is_wanted(); });
  CHECK_FALSE(goes_on);
  run.place.grant();
  lane.join();
  CHECK(goes_on);
  CHECK(run.place.is_held());
  CHECK(run.said == 2);
}

TEST_CASE("a short wait keeps the worker, and so does a lane that works") {
  Run run;
  std::atomic<bool> begun{false}, over{false};
  std::thread other = run.lane([&] {
    begun = true;
    Run::until([&] { return over.load(); });
  });
  Run::until([&] { return begun.load(); });
  std::thread lane = run.lane([&] {
    { const base::LaneWait wait(kLong - 1); }
    const base::LaneWait wait(kLong);
    CHECK(run.place.is_held());
  });
  lane.join();
  over = true;
  other.join();
  CHECK(run.said == 0);
}

TEST_CASE("a lane that waits for the other one holds no worker, and needs none to look around") {
  Run run;
  std::atomic<bool> waits{false}, looks{false}, over{false};
  std::thread source = run.lane([&] {
    const base::LaneWait wait = base::LaneWait::for_other();
    waits = true;
    Run::until([&] { return looks.load(); });
  });
  Run::until([&] { return waits.load(); });
  std::thread sink = run.lane([&] {
    const base::LaneWait wait(kLong);
    Run::until([&] { return over.load(); });
  });
  Run::until([&] { return !run.place.is_held(); });
  looks = true;
  source.join();
  CHECK_FALSE(run.place.is_held());
  over = true;
  Run::until([&] { return run.place.is_wanted(); });
  run.place.grant();
  sink.join();
  CHECK(run.place.is_held());
}

TEST_CASE("a run that is stopped waits for no worker") {
  Run run;
  std::atomic<bool> over{false};
  std::thread lane = run.lane([&] {
    const base::LaneWait wait(kLong);
    Run::until([&] { return over.load(); });
  });
  Run::until([&] { return !run.place.is_held(); });
  run.place.keep();
  over = true;
  lane.join();
  CHECK(run.place.is_held());
}
