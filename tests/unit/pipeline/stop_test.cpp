#include <doctest/doctest.h>

#include <string>
#include <thread>

#include "fixture.hpp"

using namespace sluice;
using namespace sluice::test;

TEST_CASE("a stop settles and commits the batch in hand, and the next run goes on behind it") {
  for (unsigned lanes : {1u, 2u}) {
    CAPTURE(lanes);
    Fixture f;
    f.plan.lanes = lanes;
    f.source.pages = numbered_pages(30, 3);
    f.target.taken = [&] {
      if (f.target.publishes == 2) f.stop.request();
    };
    pipeline::RunReport report = f.run();
    CHECK(report.cancelled());
    CHECK(f.target.publishes == 2);
    CHECK(f.state().cursor.text == "2");
    CHECK(f.state().positions[0].text == "6");
    CHECK_FALSE(report.walk_complete);
    FakeTarget rest;
    rest.lines = f.target.lines;
    f.plan.targets = {rest.target("publishers[0] (fake.publisher)")};
    pipeline::Runner runner(&f.clock);
    report = runner.run(f.plan, f.store, {});
    REQUIRE(report.status.ok());
    CHECK(rest.lines.size() == 30);
  }
}

TEST_CASE("a stop ends the wait between two attempts") {
  Fixture f;
  f.source.pages = numbered_pages(1, 1);
  f.target.on_publish = [&](sluice_batch*, sluice_error* e) -> sluice_status {
    f.stop.request();
    return fail(e, SLUICE_E_UNAVAILABLE, "HTTP 503");
  };
  const pipeline::RunReport report = f.run();
  CHECK(report.cancelled());
  CHECK(f.target.publishes == 1);
  CHECK(f.nothing_settled());
}

TEST_CASE("a failing sink wakes a source that waits for its remote system") {
  Fixture f;
  f.plan.lanes = 2;
  f.source.pages = numbered_pages(4, 1);
  f.source.on_poll = [](size_t page, sluice_batch*, const sluice_cancel* cancel,
                        sluice_error* e) -> sluice_status {
    if (page != 1) return SLUICE_OK;
    while (!base::is_cancelled(cancel)) std::this_thread::yield();
    return fail(e, SLUICE_E_CANCELLED, "cancelled");
  };
  f.target.on_publish = [](sluice_batch*, sluice_error* e) -> sluice_status {
    return fail(e, SLUICE_E_AUTH, "no");
  };
  CHECK(f.run().status.code() == SLUICE_E_AUTH);
}

TEST_CASE("a stop before the first page leaves the state as it was") {
  Fixture f;
  f.source.pages = numbered_pages(1, 1);
  f.stop.request();
  CHECK(f.run().cancelled());
  CHECK(f.state().sequence == 0);
  CHECK(f.target.lines.empty());
}

TEST_CASE("a component that answers cancelled ends the run without committing its batch") {
  Fixture f;
  f.source.pages = numbered_pages(1, 1);
  FakeStep step([](sluice_batch*, sluice_error* e) -> sluice_status {
    return fail(e, SLUICE_E_CANCELLED, "cancelled");
  });
  f.plan.steps = {step.step("transformers[0] (fake.step)")};
  CHECK(f.run().cancelled());
  CHECK(f.nothing_settled());
}

TEST_CASE("a failed retry is told to the observer") {
  struct Notes : pipeline::Observer {
    std::vector<std::string> lines;
    size_t progressed = 0;
    void note(std::string_view line) override { lines.emplace_back(line); }
    void progress(const pipeline::RunReport& r) override { progressed = r.read; }
  } notes;
  Fixture f;
  f.source.pages = numbered_pages(2, 2);
  int failures = 1;
  f.target.on_publish = [&](sluice_batch*, sluice_error* e) -> sluice_status {
    return failures-- > 0 ? fail(e, SLUICE_E_UNAVAILABLE, "HTTP 503") : SLUICE_OK;
  };
  REQUIRE(f.run(&notes).status.ok());
  REQUIRE(notes.lines.size() == 1);
  CHECK(notes.lines[0].find("HTTP 503; trying again in ") != std::string::npos);
  CHECK(notes.progressed == 2);
}
