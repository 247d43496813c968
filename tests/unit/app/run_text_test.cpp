#include "app/report/run_text.hpp"

#include <doctest/doctest.h>

namespace sluice::app {
namespace {

// Begins late in one second and ends early in the next.
store::LoggedRun run_over_a_second() {
  store::LoggedRun run;
  run.id = 7;
  run.pipeline = "p";
  run.cause = "manual";
  run.outcome = store::RunOutcome::kDone;
  run.planned_ms = 1'000;
  run.started_ms = 1'960;
  run.ended_ms = 2'010;
  return run;
}

}  // namespace

TEST_CASE("a run that another program was told of reads as the one in the store") {
  const store::LoggedRun run = run_over_a_second();
  const store::LoggedRun told = run_of(run_node(run));
  CHECK(told.planned_ms == run.planned_ms);
  CHECK(told.started_ms == run.started_ms);
  CHECK(told.ended_ms == run.ended_ms);
  CHECK(run_lines(told) == run_lines(run));
}

TEST_CASE("a run that has not ended has no end") {
  store::LoggedRun run = run_over_a_second();
  run.ended_ms = 0;
  CHECK(run_of(run_node(run)).ended_ms == 0);
}

}  // namespace sluice::app
