#include <doctest/doctest.h>

#include "fixture.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

// Numbers the walks in its request, as a step does that adds yesterday's date.
struct DatedFixture : Fixture {
  int walks = 0;
  FakeStep date{[this](sluice_batch* batch, sluice_error*) -> sluice_status {
    const std::string text = "{\"query\":{\"day\":" + std::to_string(++walks) + "}}";
    return batch->json->parse(batch, slice(text), &sluice_record_at(batch, 0)->root);
  }};
  DatedFixture() {
    plan.request_steps = {date.step("request_transformers[0] (fake.date)")};
    source.pages = numbered_pages(4, 1);
  }
  void fail_at(size_t page) {
    source.on_poll = [page](size_t at, sluice_batch*, const sluice_cancel*,
                            sluice_error* e) -> sluice_status {
      return at == page ? fail(e, SLUICE_E_AUTH, "no") : SLUICE_OK;
    };
    CHECK(run().status.code() == SLUICE_E_AUTH);
    source.on_poll = nullptr;
  }
};

}  // namespace

TEST_CASE("a paused run ends well, commits its pages, and the next one goes on") {
  for (unsigned lanes : {1u, 2u}) {
    CAPTURE(lanes);
    Fixture f;
    f.plan.lanes = lanes;
    f.source.pages = numbered_pages(5, 1);
    f.source.pages_a_run = 2;
    pipeline::RunReport report = f.run();
    CHECK(report.status.ok());
    CHECK(report.paused);
    CHECK_FALSE(report.walk_complete);
    CHECK(report.read == 2);
    CHECK(f.state().cursor.text == "2");
    CHECK(f.state().cursor.walk == store::Walk::running);
    CHECK(f.target.finishes == 0);
    REQUIRE(f.run().paused);
    report = f.run();
    CHECK_FALSE(report.paused);
    CHECK(report.walk_complete);
    CHECK(f.target.lines.size() == 5);
    CHECK(f.target.finishes == 1);
  }
}

TEST_CASE("a paused walk keeps its resolved request; the one after it resolves a new one") {
  DatedFixture f;
  f.source.pages_a_run = 3;
  f.source.forgets_at_end = true;
  REQUIRE(f.run().paused);
  CHECK(f.source.opened_with == R"({"query":{"day":1}})");
  REQUIRE(f.run().walk_complete);
  CHECK(f.source.opened_with == R"({"query":{"day":1}})");
  REQUIRE(f.run().paused);
  CHECK(f.source.opened_with == R"({"query":{"day":2}})");
}

TEST_CASE("a changed request is refused while a cursor of the old one is kept") {
  DatedFixture f;
  REQUIRE(f.run().status.ok());
  CHECK(f.run().status.code() == SLUICE_E_INVALID);
}

TEST_CASE("a finished walk that forgets its cursor leaves none bound to the old request") {
  DatedFixture f;
  f.source.forgets_at_end = true;
  for (int walk = 1; walk <= 3; walk++) {
    REQUIRE(f.run().walk_complete);
    CHECK(f.state().cursor.text.empty());
    CHECK(f.walks == walk);
  }
  CHECK(f.target.lines.size() == 12);
}

TEST_CASE("a walk that keeps no cursor takes a new request every time, interrupted or not") {
  DatedFixture f;
  f.source.keeps_cursor = false;
  f.plan.commit.max_batches = 1;
  f.fail_at(2);
  REQUIRE(f.run().walk_complete);
  REQUIRE(f.run().walk_complete);
  CHECK(f.walks == 3);
  CHECK(f.source.seeks == std::vector<std::string>{"", "", ""});
}

TEST_CASE("an interrupted walk that forgets only at its end goes on with its own request") {
  DatedFixture f;
  f.source.forgets_at_end = true;
  f.fail_at(2);
  CHECK(f.state().cursor.text == "2");
  REQUIRE(f.run().walk_complete);
  CHECK(f.walks == 1);
  CHECK(f.target.lines.size() == 4);
}

TEST_CASE("a publisher hears when an interrupted walk starts over, and only then") {
  DatedFixture f;
  f.source.keeps_cursor = false;
  f.target.forgets = true;
  f.plan.commit.max_batches = 1;
  f.fail_at(2);
  CHECK(f.target.lines.size() == 2);
  CHECK(f.target.restarts == 0);
  REQUIRE(f.run().walk_complete);
  CHECK(f.target.restarts == 1);
  CHECK(f.target.lines.size() == 4);
  f.target.forgets = false;
  REQUIRE(f.run().walk_complete);
  CHECK(f.target.restarts == 1);
}

TEST_CASE("a step is told whether the walk goes on or begins") {
  Fixture f;
  f.source.pages = numbered_pages(4, 1);
  f.source.pages_a_run = 2;
  std::vector<bool> resumed;
  FakeStep step([&](sluice_batch*, sluice_error*) -> sluice_status {
    resumed.push_back(step.state->resumed());
    return SLUICE_OK;
  });
  f.plan.steps = {step.step("transformers[0] (fake.step)")};
  REQUIRE(f.run().paused);
  REQUIRE(f.run().walk_complete);
  f.source.pages.push_back({"{\"id\":5}"});
  REQUIRE(f.run().walk_complete);
  CHECK(resumed == std::vector<bool>{false, false, true, true, false});
}
