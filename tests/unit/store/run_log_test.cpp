#include <doctest/doctest.h>

#include <filesystem>

#include "store/sqlite_run_log.hpp"
#include "store_rig.hpp"

using namespace sluice::store;
using namespace sluice::store::test;

namespace {

LoggedRun run_of(const std::string& pipeline, int64_t planned = 0) {
  LoggedRun run;
  run.pipeline = pipeline;
  run.cause = "schedule";
  run.planned_ms = planned;
  run.started_ms = 1000;
  return run;
}

}  // namespace

TEST_CASE("a run is in the log when it begins, and with its figures when it ended") {
  const Folder folder;
  SqliteRunLog log(folder.file());
  LoggedRun run = run_of("p", 900);
  run.id = *log.begin_run(run);
  CHECK(log.runs({})->at(0).outcome == RunOutcome::kRunning);
  run.outcome = RunOutcome::kParked;
  run.ended_ms = 2000;
  run.message = "m";
  run.read = 4;
  run.filtered = 1;
  run.delivered = 2;
  run.parked = 1;
  REQUIRE(log.end_run(run).ok());
  const LoggedRun read = log.runs({})->at(0);
  CHECK(read.id == run.id);
  CHECK(read.outcome == RunOutcome::kParked);
  CHECK(read.planned_ms == 900);
  CHECK(read.ended_ms == 2000);
  CHECK(read.message == "m");
  CHECK(read.read == 4);
  CHECK(read.parked == 1);
}

TEST_CASE("what was planned and begun is remembered, also without an end") {
  const Folder folder;
  CHECK(!*SqliteRunLog(folder.file()).last_planned("p"));
  REQUIRE(SqliteRunLog(folder.file()).begin_run(run_of("p", 900)).ok());
  REQUIRE(SqliteRunLog(folder.file()).begin_run(run_of("p")).ok());
  CHECK(*SqliteRunLog(folder.file()).last_planned("p") == 900);
  CHECK(!*SqliteRunLog(folder.file()).last_planned("q"));
  REQUIRE(SqliteRunLog(folder.file()).set_last_planned("p", 500));
  CHECK(*SqliteRunLog(folder.file()).last_planned("p") == 500);
}

TEST_CASE("runs that did not end are lost after a restart, the others stay as they are") {
  const Folder folder;
  SqliteRunLog log(folder.file());
  LoggedRun done = run_of("p");
  done.id = *log.begin_run(done);
  done.outcome = RunOutcome::kDone;
  REQUIRE(log.end_run(done).ok());
  REQUIRE(log.begin_run(run_of("q")).ok());
  REQUIRE(log.mark_lost(5000).ok());
  const auto runs = log.runs({});
  CHECK(runs->at(0).outcome == RunOutcome::kLost);
  CHECK(runs->at(0).ended_ms == 5000);
  CHECK(runs->at(1).outcome == RunOutcome::kDone);
}

TEST_CASE("runs are listed the latest first, of one pipeline, page by page") {
  const Folder folder;
  SqliteRunLog log(folder.file());
  for (int i = 0; i < 5; i++) REQUIRE(log.begin_run(run_of(i % 2 ? "p" : "q")).ok());
  const auto first = log.runs({"q", 0, 2});
  REQUIRE(first->size() == 2);
  CHECK(first->at(0).id == 5);
  const auto second = log.runs({"q", first->back().id, 2});
  REQUIRE(second->size() == 1);
  CHECK(second->at(0).id == 1);
}

TEST_CASE("the latest runs of each pipeline are kept, so the log does not grow for ever") {
  const Folder folder;
  SqliteRunLog log(folder.file());
  REQUIRE(log.begin_run(run_of("other")).ok());
  for (size_t i = 0; i < RunLogStore::kKeptRuns + 3; i++) REQUIRE(log.begin_run(run_of("p")).ok());
  CHECK(log.runs({"p", 0, 5000})->size() == RunLogStore::kKeptRuns);
  CHECK(log.runs({"other", 0, 10})->size() == 1);
}

TEST_CASE("a log that is not there is empty, and reading does not make it") {
  const Folder folder;
  SqliteRunLog log(folder.file());
  CHECK(log.runs({})->empty());
  CHECK(!std::filesystem::exists(folder.file()));
}

TEST_CASE("a run's profile is kept with the latest runs of its pipeline, and only there") {
  const Folder folder;
  SqliteRunLog log(folder.file());
  LoggedRun run = run_of("p");
  run.id = *log.begin_run(run);
  CHECK(*log.profile(run.id) == "");
  run.profile = R"({"elapsed_ns":1})";
  REQUIRE(log.end_run(run).ok());
  CHECK(*log.profile(run.id) == R"({"elapsed_ns":1})");
  CHECK(log.runs({})->at(0).profile.empty());
  for (size_t i = 1; i < RunLogStore::kKeptProfiles; i++) REQUIRE(log.begin_run(run_of("p")).ok());
  REQUIRE(log.begin_run(run_of("other")).ok());
  CHECK(*log.profile(run.id) != "");
  REQUIRE(log.begin_run(run_of("p")).ok());
  CHECK(*log.profile(run.id) == "");
  CHECK(log.runs({"p", 0, 5000})->size() == RunLogStore::kKeptProfiles + 1);
}
