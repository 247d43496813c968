// What an alert tells, when, and what a failure or a kill leaves to the next message.
#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <utility>

#include "app/serve/alert_mode.hpp"
#include "app/serve/digest.hpp"
#include "pipeline/runner.hpp"
#include "store/sqlite_run_log.hpp"
#include "store/sqlite_store.hpp"
#include "store/sqlite_tasks.hpp"
#include "support/temp_folder.hpp"
#include "unit/pipeline/fakes.hpp"

using namespace sluice;
using namespace sluice::app;
using namespace sluice::test;
using store::RunOutcome;

namespace {

constexpr int64_t kEvery = 60'000;

// A run log, a store and a target that messages go to.
struct Watched {
  TempFolder folder;
  store::SqliteStore store{(folder / "sluice.db").string()};
  store::SqliteTasks tasks{(folder / "sluice.db").string()};
  store::SqliteRunLog log{(folder / "sluice.db").string()};
  FakeTarget target;
  FakeClock clock;
  AlertScope scope;
  int64_t due_ms = 0;  // of the last message

  Watched() {
    scope.every_ms = kEvery;
    scope.host = "shop1";
    scope.config = "shop.yaml";
  }

  store::LoggedRun begin(const std::string& pipeline) {
    store::LoggedRun run;
    run.pipeline = pipeline;
    run.started_ms = 1000;
    const auto id = log.begin_run(run);
    REQUIRE(id.ok());
    run.id = *id;
    return run;
  }
  void end(store::LoggedRun run, RunOutcome outcome, uint64_t parked = 0) {
    run.outcome = outcome;
    run.ended_ms = 2000;
    run.parked = parked;
    run.message = outcome == RunOutcome::kFailed ? "run " + std::to_string(run.id) + " failed" : "";
    REQUIRE(log.end_run(run).ok());
  }
  void fail(const std::string& pipeline) { end(begin(pipeline), RunOutcome::kFailed); }

  // Sends what is to be told now.
  Status tell(int64_t now_ms, int64_t first = 0) {
    AlertMode mode({}, {}, log, scope, first, now_ms);
    pipeline::Plan plan;
    plan.pipeline = "host.on_failure";
    plan.lanes = 1;
    plan.retry.attempts = 1;
    plan.targets = {target.target("chat")};
    if (Status s = mode.adapt_plan(plan, store); !s) return s;
    Status status = pipeline::Runner(&clock).run(plan, mode.store(store), {}).status;
    due_ms = mode.source().due_ms();
    return status;
  }
  bool last_tells(const std::string& part) const {
    return !target.lines.empty() && target.lines.back().find(part) != std::string::npos;
  }
};

}  // namespace

TEST_CASE("the first failure is told at once, with who, when and why") {
  Watched watched;
  watched.fail("orders");
  REQUIRE(watched.tell(5000).ok());
  REQUIRE(watched.target.lines.size() == 1);
  CHECK(watched.target.lines[0] ==
        R"({"title":"1 run failed on shop1: orders","host":"shop1","config":"shop.yaml",)"
        R"("from":"1970-01-01T00:00:01Z","to":"1970-01-01T00:00:05Z","failed":1,"parked":0,)"
        R"("runs":[{"pipeline":"orders","run":1,"outcome":"failed","message":"run 1 failed",)"
        R"("started":"1970-01-01T00:00:01Z","ended":"1970-01-01T00:00:02Z","parked":0}]})");
}

TEST_CASE("further failures wait for the interval, then are one message") {
  Watched watched;
  watched.fail("orders");
  REQUIRE(watched.tell(5000).ok());
  watched.fail("orders");
  watched.fail("stock");
  REQUIRE(watched.tell(6000).ok());
  CHECK(watched.target.lines.size() == 1);
  CHECK(watched.due_ms == 5000 + kEvery);
  REQUIRE(watched.tell(5000 + kEvery).ok());
  REQUIRE(watched.target.lines.size() == 2);
  CHECK(watched.last_tells(R"("title":"2 runs failed on shop1: stock, orders")"));
  CHECK(!watched.last_tells(R"("run":1,)"));
}

TEST_CASE("what was told is not told again, and without news nothing is sent") {
  Watched watched;
  watched.fail("orders");
  REQUIRE(watched.tell(5000).ok());
  REQUIRE(watched.tell(5000 + 10 * kEvery).ok());
  CHECK(watched.target.lines.size() == 1);
  CHECK(watched.due_ms == 0);
}

TEST_CASE("a run that is under way when a message is sent is told of when it has failed") {
  Watched watched;
  const store::LoggedRun slow = watched.begin("slow");
  watched.fail("quick");
  REQUIRE(watched.tell(5000).ok());
  watched.fail("quick");
  REQUIRE(watched.tell(5000 + kEvery).ok());
  watched.end(slow, RunOutcome::kFailed);
  REQUIRE(watched.tell(5000 + 2 * kEvery).ok());
  REQUIRE(watched.target.lines.size() == 3);
  CHECK(watched.last_tells(R"("pipeline":"slow","run":1,)"));
  CHECK(watched.last_tells(R"("failed":1,)"));
}

TEST_CASE("runs that a killed process left are told of") {
  Watched watched;
  watched.begin("orders");
  REQUIRE(watched.tell(5000).ok());
  CHECK(watched.target.lines.empty());
  REQUIRE(watched.log.mark_lost(6000).ok());
  REQUIRE(watched.tell(7000).ok());
  CHECK(watched.last_tells(R"("outcome":"lost")"));
}

TEST_CASE("what failed before there was an alert is no news") {
  Watched watched;
  watched.fail("old");
  REQUIRE(watched.tell(5000, 1).ok());
  CHECK(watched.target.lines.empty());
  watched.fail("new");
  REQUIRE(watched.tell(6000, 1).ok());
  CHECK(watched.last_tells(R"("failed":1,)"));
}

TEST_CASE("where a new alert begins is kept although its first message fails") {
  Watched watched;
  watched.fail("orders");
  watched.target.on_publish = [](sluice_batch*, sluice_error*) { return SLUICE_E_UNAVAILABLE; };
  CHECK(!watched.tell(5000).ok());
  watched.target.on_publish = nullptr;
  // The next process counts what it finds as old, but for what is stored.
  REQUIRE(watched.tell(6000, 1).ok());
  CHECK(watched.last_tells(R"("run":1,)"));
}

TEST_CASE("a message that is refused leaves no task, and is told again") {
  Watched watched;
  watched.fail("orders");
  watched.target.outcome = [](std::string_view) { return SLUICE_E_DATA; };
  CHECK(!watched.tell(5000).ok());
  CHECK(watched.tasks.tasks({}, {})->empty());
  watched.target.outcome = nullptr;
  REQUIRE(watched.tell(6000).ok());
  CHECK(watched.last_tells(R"("run":1,)"));
}

TEST_CASE("runs that parked are not failures, and their records are counted") {
  Watched watched;
  watched.fail("orders");
  watched.end(watched.begin("stock"), RunOutcome::kParked, 7);
  watched.end(watched.begin("stock"), RunOutcome::kDone);
  watched.scope.parked = true;
  REQUIRE(watched.tell(5000).ok());
  CHECK(watched.last_tells(R"("title":"1 run parked records on shop1: stock")"));
  CHECK(watched.last_tells(R"("failed":0,"parked":7,)"));
}

TEST_CASE("a pipeline with an alert of its own is not in the host's") {
  Watched watched;
  watched.fail("mine");
  watched.fail("other");
  watched.scope.others = {"mine"};
  REQUIRE(watched.tell(5000).ok());
  CHECK(watched.last_tells("shop1: other\""));
  CHECK(!watched.last_tells("mine"));
}

TEST_CASE("a storm is one message with all its runs counted and the latest named") {
  Watched watched;
  for (int i = 0; i < 620; i++) watched.fail("orders");
  REQUIRE(watched.tell(5000).ok());
  REQUIRE(watched.target.lines.size() == 1);
  CHECK(watched.last_tells(R"("failed":620,)"));
  CHECK(watched.last_tells(R"("run":620,)"));
  CHECK(watched.last_tells(R"("run":521,)"));
  CHECK(!watched.last_tells(R"("run":520,)"));
}

TEST_CASE("a clock that was put back holds up no message") {
  Watched watched;
  watched.fail("orders");
  REQUIRE(watched.tell(5'000'000).ok());
  watched.fail("orders");
  REQUIRE(watched.tell(5000).ok());
  CHECK(watched.target.lines.size() == 2);
}

TEST_CASE("a mail has its headers, and no line of a run becomes one") {
  Digest digest;
  digest.host = "shop1";
  digest.config = "shop.yaml";
  digest.failed = digest.count = 1;
  store::LoggedRun run;
  run.id = 7;
  run.pipeline = "orders";
  run.outcome = RunOutcome::kFailed;
  run.message = "answered\r\nBcc: thief@example.com\n" + std::string(2000, 'x');
  digest.runs = {run};
  const std::string mail = mail_of(digest, {"ops@example.com", "root"});
  CHECK(mail.rfind("To: ops@example.com,\n root\nSubject: [sluice] 1 run failed on shop1: orders\n",
                   0) == 0);
  CHECK(mail.find("\nBcc") == std::string::npos);
  CHECK(mail.find("\n\n1 run failed on shop1: orders\n") != std::string::npos);
  std::istringstream lines(mail);
  size_t longest = 0;
  for (std::string line; std::getline(lines, line);) longest = std::max(longest, line.size());
  CHECK(longest < 998);
}
