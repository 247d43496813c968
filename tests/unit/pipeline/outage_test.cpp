// A target that is down for long, with starts as a schedule makes them.
#include <doctest/doctest.h>

#include "fixture.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

constexpr int64_t kMinute = 60'000;

// Refuses every record from the second batch on for the moment, for an hour.
struct Outage : Fixture {
  Outage() {
    source.pages = numbered_pages(40, 10);
    target.outcome = [this](std::string_view) {
      const bool down = clock.steady_ms() < 60 * kMinute && target.lines.size() >= 10;
      return down ? SLUICE_E_UNAVAILABLE : SLUICE_OK;
    };
  }
  // Every five minutes, until one ends; how many failed.
  int run_until_done() {
    for (int failed = 0;; failed++) {
      const pipeline::RunReport report = run();
      if (report.status) return failed;
      CHECK(report.status.code() == SLUICE_E_UNAVAILABLE);
      CHECK(report.parked == 0);
      clock.advance(5 * kMinute);
    }
  }
};

}  // namespace

TEST_CASE("a target that answers 500 for an hour parks nothing, and then has each record once") {
  Outage outage;
  CHECK(outage.run_until_done() >= 11);
  CHECK(outage.tasks().empty());
  REQUIRE(outage.target.lines.size() == 40);
  for (size_t n = 1; n <= 40; n++)
    CHECK(outage.target.lines[n - 1] == "{\"id\":" + std::to_string(n) + "}");
}

TEST_CASE("what was taken before an outage is committed by the run that it stops") {
  Outage outage;
  CHECK_FALSE(outage.run().status.ok());
  CHECK(outage.state().figures.read == 10);
  CHECK_FALSE(outage.state().cursor.text.empty());
  CHECK(outage.target.lines.size() == 10);
}

TEST_CASE("records that failed one by one before the target counts as down are not said to park") {
  Fixture f;
  f.source.pages = numbered_pages(5, 5);
  f.plan.retry.attempts = 1;
  FakeStep waits([&](sluice_batch* batch, sluice_error*) -> sluice_status {
    for (size_t i = 0; i < batch->count; i++) record::Batch::of(batch).stand_ins().ask(i, "row");
    return SLUICE_OK;
  });
  f.plan.steps = {waits.step("transformers[0] (fake.waits)")};
  f.target.outcome = [](std::string_view record) {
    return record == "{\"id\":1}" ? SLUICE_OK : SLUICE_E_UNAVAILABLE;
  };
  const pipeline::RunReport report = f.run();
  CHECK_FALSE(report.status.ok());
  CHECK(report.targets[0].delivered == 1);
  CHECK(report.parked == 0);
  CHECK(report.targets[0].parked == 0);
  CHECK(f.tasks().empty());
}
