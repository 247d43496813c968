#include "backlog/rounds.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <string>
#include <thread>

#include "unit/backlog/backlog_rig.hpp"

using namespace sluice;
using namespace sluice::test;

TEST_CASE("while a target is down the others get everything, and its records wait in order") {
  BacklogRig rig;
  const pipeline::RunReport report = rig.run();
  CHECK_MESSAGE(report.status.ok(), report.status.message());
  CHECK(report.walk_complete);
  CHECK(report.read == 20);
  CHECK(report.parked == 0);
  CHECK(rig.web.lines == ids_to(20));
  CHECK(rig.books.lines.empty());
  CHECK(rig.waiting() == ids_to(20));
  REQUIRE(report.targets.size() == 2);
  CHECK(report.targets[0].waiting == 20);
  CHECK(report.targets[0].left == 20);
  CHECK(report.targets[0].down.find("no route to the books") != std::string::npos);
  CHECK(report.targets[1].left == 0);
}

TEST_CASE("what waits is delivered by the next run, before what is new") {
  BacklogRig rig;
  REQUIRE(rig.run().status.ok());
  rig.down = false;
  rig.let_try();
  rig.source.pages = numbered_pages(30, 5);
  const pipeline::RunReport report = rig.run();
  CHECK_MESSAGE(report.status.ok(), report.status.message());
  CHECK(rig.books.lines == ids_to(30));
  CHECK(rig.web.lines == ids_to(30));
  CHECK(report.targets[0].left == 0);
  CHECK(report.targets[0].down.empty());
  CHECK(rig.backlogs.backlogs({})->empty());
}

TEST_CASE("a target that comes back during a walk has everything in order at its end") {
  BacklogRig rig(2000, 20);
  std::atomic<int> calls{0};
  rig.books.on_publish = [&](sluice_batch*, sluice_error* error) {
    return ++calls < 6 ? fail(error, SLUICE_E_TIMEOUT, "no answer") : SLUICE_OK;
  };
  // The tries are made on another thread: it is given the time that they take.
  rig.source.on_poll = [&](size_t page, sluice_batch*, const sluice_cancel*, sluice_error*) {
    while (page == 90 && calls < 6) std::this_thread::yield();
    return SLUICE_OK;
  };
  const pipeline::RunReport report = rig.run();
  CHECK_MESSAGE(report.status.ok(), report.status.message());
  CHECK(report.targets[0].left == 0);
  CHECK(rig.books.lines == ids_to(2000));
  CHECK(rig.web.lines == ids_to(2000));
}

TEST_CASE("a walk that never ends includes a target again once it took what waited") {
  BacklogRig rig(500'000, 5);
  const auto own_thread = std::this_thread::get_id();
  std::atomic<int> own_batches{0};  // the first of them is what waited last
  rig.books.taken = [&] { own_batches += std::this_thread::get_id() == own_thread; };
  rig.source.on_poll = [&](size_t page, sluice_batch*, const sluice_cancel*, sluice_error*) {
    if (page == 10) rig.down = false;
    std::this_thread::yield();
    return own_batches > 3 ? SLUICE_PAUSED : SLUICE_OK;
  };
  const pipeline::RunReport report = rig.run();
  CHECK_MESSAGE(report.status.ok(), report.status.message());
  CHECK(report.targets[0].left == 0);
  CHECK(report.targets[0].waiting < report.read);
  CHECK(rig.books.lines == ids_to(report.read));
}

TEST_CASE("a target that refuses its credentials stops no other") {
  BacklogRig rig;
  rig.books.on_publish = [](sluice_batch*, sluice_error* error) {
    return fail(error, SLUICE_E_AUTH, "the token was revoked");
  };
  CHECK(rig.run().status.ok());
  CHECK(rig.web.lines == ids_to(20));
  CHECK(rig.waiting() == ids_to(20));
}

TEST_CASE("without a backlog a target that is down ends the run") {
  BacklogRig rig;
  rig.plan.targets[0].backlog.reset();
  const pipeline::RunReport report = rig.run();
  CHECK(report.status.code() == SLUICE_E_UNAVAILABLE);
  CHECK(rig.waiting().empty());
}

TEST_CASE("a target that is wrong in itself ends the run, also with a backlog") {
  BacklogRig rig;
  rig.books.on_publish = [](sluice_batch*, sluice_error* error) {
    return fail(error, SLUICE_E_INVALID, "no such entity");
  };
  CHECK(rig.run().status.code() == SLUICE_E_INVALID);
  CHECK(rig.waiting().empty());
}

TEST_CASE("a full backlog stops the reading, and nothing is lost") {
  BacklogRig rig(4000, 10);
  rig.plan.targets[0].backlog->bytes = 2000;
  const pipeline::RunReport report = rig.run();
  CHECK(report.status.code() == SLUICE_E_UNAVAILABLE);
  CHECK(report.status.message().find("backlog is full") != std::string::npos);
  CHECK(report.status.message().find("books") != std::string::npos);
  CHECK(report.read < 4000);
  CHECK(rig.waiting() == ids_to(report.read));
  rig.down = false;
  rig.let_try();
  const pipeline::RunReport next = rig.run();
  CHECK_MESSAGE(next.status.ok(), next.status.message());
  CHECK(rig.books.lines == ids_to(4000));
  CHECK(rig.web.lines == ids_to(4000));
}

TEST_CASE("a record that waits for too long stops the reading") {
  BacklogRig rig;
  REQUIRE(rig.run().status.ok());
  rig.clock.advance(int64_t{8} * 24 * 3600 * 1000);
  rig.source.pages = numbered_pages(40, 5);
  const pipeline::RunReport report = rig.run();
  CHECK(report.status.code() == SLUICE_E_UNAVAILABLE);
  CHECK(rig.web.lines == ids_to(20));
  CHECK(rig.waiting() == ids_to(20));
}

TEST_CASE("a stop leaves what waits where it is") {
  BacklogRig rig(1000, 5);
  rig.source.on_poll = [&](size_t page, sluice_batch*, const sluice_cancel*, sluice_error*) {
    if (page == 50) rig.stop.set();
    return SLUICE_OK;
  };
  const pipeline::RunReport report = rig.run();
  CHECK(report.cancelled());
  CHECK(rig.waiting() == ids_to(rig.web.lines.size()));
}

TEST_CASE("a target of which the pipeline keeps no backlog any more gets what waits first") {
  BacklogRig rig;
  REQUIRE(rig.run().status.ok());
  rig.plan.targets[0].backlog.reset();
  CHECK(rig.run().status.code() == SLUICE_E_UNAVAILABLE);
  rig.down = false;
  rig.source.pages = numbered_pages(25, 5);
  CHECK(rig.run().status.ok());
  CHECK(rig.books.lines == ids_to(25));
}

TEST_CASE("what waits for a target that was renamed or taken out is named by each run") {
  BacklogRig rig;
  REQUIRE(rig.run().status.ok());
  rig.let_try();
  rig.plan.targets[0].name = "ledger";
  rig.down = false;
  for (int i = 0; i < 2; i++) {
    const pipeline::RunReport report = rig.run();
    REQUIRE(report.targets.size() == 3);
    CHECK(report.targets[0].left == 0);
    CHECK(report.targets[2].name == "books");
    CHECK(report.targets[2].left == 20);
    CHECK(report.targets[2].gone);
  }
  rig.plan.targets[0].name = "books";
  CHECK(rig.run().targets.size() == 2);
  CHECK(rig.books.lines == ids_to(20));
}

TEST_CASE("what is read is counted once, whatever becomes of it later") {
  BacklogRig rig;
  REQUIRE(rig.run().read == 20);
  rig.down = false;
  rig.let_try();
  const pipeline::RunReport report = rig.run();
  CHECK(report.read == 0);
  CHECK(report.targets[0].delivered == 20);
}

TEST_CASE(
    "what waits for a target that keeps no backlog any more is delivered without a walk, too") {
  BacklogRig rig;
  REQUIRE(rig.run().status.ok());
  rig.plan.targets[0].backlog.reset();
  rig.source.pages = numbered_pages(25, 5);
  backlog::Rounds rounds(rig.store, &rig.backlogs, &rig.clock, 1);
  const pipeline::RunReport refused = rounds.drain(rig.plan, rig.stop, nullptr);
  CHECK(refused.status.code() == SLUICE_E_UNAVAILABLE);
  rig.down = false;
  CHECK(rounds.drain(rig.plan, rig.stop, nullptr).status.ok());
  CHECK(rig.books.lines == ids_to(20));
  CHECK(rig.web.lines == ids_to(20));
  CHECK(rig.waiting().empty());
}

TEST_CASE("a clock that was put back, or a shorter longest_wait, leaves no target untried") {
  BacklogRig rig;
  REQUIRE(rig.run().status.ok());
  rig.down = false;
  rig.plan.targets[0].backlog->longest_wait_ms = 2000;
  REQUIRE(rig.backlogs.target_failed("p", "books", "no route to the books", 24 * 3'600'000));
  const pipeline::RunReport report = rig.run();
  CHECK_MESSAGE(report.status.ok(), report.status.message());
  CHECK(rig.books.lines == ids_to(20));
  CHECK(report.targets[0].left == 0);
}
