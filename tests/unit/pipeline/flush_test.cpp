// Steps that give records when the walk is over: sluice.flush/1.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "fixture.hpp"
#include "holding_step.hpp"
#include "record/batch.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

using Lines = std::vector<std::string>;
constexpr const char* kHolds = "transformers[0] (fake.holds)";

// Three pages of two records; a step that gives them by threes.
struct Holding : Fixture {
  HoldingStep holds{3};
  Holding() {
    plan.steps = {holds.step(kHolds)};
    source.pages = numbered_pages(6, 2);
  }
};

const Lines kGiven = {R"({"ids":[{"id":1},{"id":2},{"id":3}]})",
                      R"({"ids":[{"id":4},{"id":5},{"id":6}]})"};

}  // namespace

TEST_CASE("what a step holds comes when the walk is over, once") {
  Holding f;
  const pipeline::RunReport report = f.run();
  REQUIRE_MESSAGE(report.status.ok(), report.status.message());
  CHECK(f.target.lines == kGiven);
  CHECK(f.holds.calls == std::vector<int>{1, 0, 0});
  CHECK(report.read == 6);
  CHECK(report.filtered == 6);
  CHECK(report.delivered() == 2);
  CHECK(report.walk_complete);
  CHECK_FALSE(f.store.value("products", kHolds, "r0").has_value());
}

TEST_CASE("the steps behind it get what it gives, those before do not") {
  Holding f;
  size_t before = 0, behind = 0;
  FakeStep first([&](sluice_batch* batch, sluice_error*) -> sluice_status {
    return before += batch->count, SLUICE_OK;
  });
  FakeStep last([&](sluice_batch* batch, sluice_error*) -> sluice_status {
    return behind += batch->count, SLUICE_OK;
  });
  f.plan.steps = {first.step("transformers[0] (fake.step)"), f.holds.step("transformers[1] (h)"),
                  last.step("transformers[2] (fake.step)")};
  REQUIRE(f.run().status.ok());
  CHECK(before == 6);
  CHECK(behind == 2);
}

TEST_CASE("one that holds may take in what another one gives") {
  Holding f;
  HoldingStep pairs(2);
  f.plan.steps.push_back(pairs.step("transformers[1] (fake.holds)"));
  REQUIRE(f.run().status.ok());
  CHECK(f.target.lines == Lines{"{\"ids\":[" + kGiven[0] + "," + kGiven[1] + "]}"});
}

TEST_CASE("a run that is paused flushes nothing, the one that ends the walk gives all") {
  Holding f;
  f.source.pages_a_run = 1;
  for (int run = 0; run < 2; run++) {
    REQUIRE(f.run().status.ok());
    CHECK(f.target.lines.empty());
  }
  f.source.pages_a_run = 0;
  REQUIRE(f.run().status.ok());
  CHECK(f.target.lines == kGiven);
}

TEST_CASE("a walk that left something out says so to its own flush, and to no other") {
  for (const int lanes : {1, 2}) {
    CAPTURE(lanes);
    Holding f;
    f.plan.lanes = lanes;
    f.source.forgets_at_end = true;
    f.source.on_poll = [](size_t page, sluice_batch* into, const sluice_cancel*, sluice_error*) {
      if (page == 2) into->flags |= SLUICE_BATCH_PARTIAL;
      return sluice_status{SLUICE_OK};
    };
    REQUIRE(f.run().status.ok());
    CHECK(f.target.lines == kGiven);
    CHECK(f.holds.partial == std::vector<bool>{true, true, true});
    f.source.on_poll = [](size_t page, sluice_batch* into, const sluice_cancel*, sluice_error*) {
      if (page == 1) into->flags |= SLUICE_BATCH_PARTIAL;  // not the end
      return sluice_status{SLUICE_OK};
    };
    HoldingStep next(6);
    f.plan.steps = {next.step(kHolds)};
    REQUIRE(f.run().status.ok());
    CHECK(next.partial == std::vector<bool>{false, false});
  }
}

TEST_CASE("a record of a flush that fails behind it parks, and the others go on") {
  Holding f;
  FakeStep fails([](sluice_batch* batch, sluice_error*) -> sluice_status {
    for (size_t i = 0; i < batch->count; i++)
      if (text_of(batch, i) == kGiven[0])
        batch->records_api->fail_record(batch, i, SLUICE_E_DATA, slice("no"));
    return SLUICE_OK;
  });
  f.plan.steps.push_back(fails.step("transformers[1] (fake.step)"));
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(f.target.lines == Lines{kGiven[1]});
  REQUIRE(f.tasks().size() == 1);
  CHECK(f.tasks()[0].value == kGiven[0]);
}

TEST_CASE("what is too large at the walk's end parks behind the step that gave it") {
  Holding f;
  f.plan.limits.record_bytes = 20;  // a group has 32
  FakeStep behind([](sluice_batch*, sluice_error*) { return sluice_status{SLUICE_OK}; });
  FakeTarget other;
  std::vector<std::string> places;
  SUBCASE("at the next step") {
    f.plan.steps.push_back(behind.step("transformers[1] (fake.step)"));
    places = {"transformers[1] (fake.step)"};
  }
  SUBCASE("at each target, if there is no other step") {
    f.plan.targets.push_back(other.target("publishers[1] (fake)"));
    f.plan.targets.back().steps = {behind.step("publishers[1].transformers[0] (fake.step)")};
    places = {f.plan.targets[0].name, "publishers[1].transformers[0] (fake.step)"};
  }
  REQUIRE(f.run().status.ok());
  CHECK(f.target.lines.empty());
  REQUIRE(f.tasks().size() == 2 * places.size());
  for (const store::Task& task : f.tasks()) {
    CAPTURE(task.step);
    CHECK(std::find(places.begin(), places.end(), task.step) != places.end());
    CHECK_FALSE(task.from_start);
    CHECK((task.value == kGiven[0] || task.value == kGiven[1]));
    CHECK(task.message.find(kHolds) != std::string::npos);
  }
}

TEST_CASE("records of a flush run one by one from the step behind it") {
  Holding f;
  bool failed = false;
  FakeStep fails([&](sluice_batch* batch, sluice_error* error) -> sluice_status {
    if (batch->count == 0 || failed) return SLUICE_OK;
    failed = true;
    return fail(error, SLUICE_E_DATA, "not all at once");
  });
  f.plan.steps.push_back(fails.step("transformers[1] (fake.step)"));
  REQUIRE(f.run().status.ok());
  CHECK(failed);
  CHECK(f.target.lines == kGiven);
}

TEST_CASE("records of a flush that run one by one stay on their chain of a switch") {
  Holding f;
  f.plan.steps[0].route = {1, 1};
  bool failed = false;
  FakeStep fails([&](sluice_batch* batch, sluice_error* error) -> sluice_status {
    if (batch->count == 0 || failed) return SLUICE_OK;
    failed = true;
    return fail(error, SLUICE_E_DATA, "not all at once");
  });
  size_t seen = 0;
  FakeStep behind([&](sluice_batch* batch, sluice_error*) -> sluice_status {
    for (size_t i = 0; i < batch->count; i++)
      seen += sluice_record_at(batch, i)->state == SLUICE_RECORD_LIVE;
    return SLUICE_OK;
  });
  FakeStep enter([](sluice_batch* batch, sluice_error*) -> sluice_status {
    for (size_t i = 0; i < batch->count; i++) record::Batch::of(batch).records().set_route(i, 1);
    return SLUICE_OK;
  });
  f.plan.steps = {enter.step("enter"), f.plan.steps[0], fails.step("fails"), behind.step("behind")};
  f.plan.steps[2].route = f.plan.steps[3].route = {1, 1};
  REQUIRE(f.run().status.ok());
  CHECK(failed);
  CHECK(f.target.lines == kGiven);
  CHECK(seen == 2);
}

TEST_CASE(
    "what was held when the target failed comes with the next run, what was delivered does not") {
  Holding f;
  f.target.on_publish = [&](sluice_batch*, sluice_error* error) -> sluice_status {
    return f.target.lines.empty() ? SLUICE_OK : fail(error, SLUICE_E_AUTH, "refused");
  };
  CHECK_FALSE(f.run().status.ok());
  CHECK(f.target.lines == Lines{kGiven[0]});
  f.target.on_publish = {};
  HoldingStep next(3);
  f.plan.steps = {next.step(kHolds)};
  REQUIRE(f.run().status.ok());
  CHECK(f.target.lines == kGiven);
}

TEST_CASE(
    "a stop at the walk's end goes on there, also where the source leaves no place to go on from") {
  Holding f;
  f.source.forgets_at_end = true;
  f.target.on_publish = [&](sluice_batch*, sluice_error* error) -> sluice_status {
    return f.target.lines.empty() ? SLUICE_OK : fail(error, SLUICE_E_AUTH, "refused");
  };
  CHECK_FALSE(f.run().status.ok());
  f.target.on_publish = {};
  HoldingStep next(3);
  f.plan.steps = {next.step(kHolds)};
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(report.read == 0);
  CHECK(report.walk_complete);
  CHECK(f.target.lines == kGiven);
  HoldingStep again(3);  // a further run begins a new walk
  f.plan.steps = {again.step(kHolds)};
  REQUIRE(f.run().status.ok());
  CHECK(f.target.lines.size() == 4);
}

TEST_CASE("what was left out of a walk is known to the run that ends it") {
  Holding f;
  f.source.on_poll = [](size_t, sluice_batch* into, const sluice_cancel*,
                        sluice_error*) -> sluice_status {
    return into->flags |= SLUICE_BATCH_PARTIAL, SLUICE_OK;
  };
  f.target.on_publish = [](sluice_batch*, sluice_error* error) -> sluice_status {
    return fail(error, SLUICE_E_AUTH, "refused");
  };
  CHECK_FALSE(f.run().status.ok());
  f.target.on_publish = {};
  HoldingStep next(3);
  f.plan.steps = {next.step(kHolds)};
  REQUIRE(f.run().status.ok());
  CHECK(next.partial.front());
}

TEST_CASE("a flush that fails stops the run, with the step's name, and its state is dropped") {
  Holding f;
  f.holds.on_flush = [](sluice_error* error) { return fail(error, SLUICE_E_INVALID, "too many"); };
  const pipeline::RunReport report = f.run();
  CHECK(report.status.code() == SLUICE_E_INVALID);
  CHECK(report.status.message().find(kHolds) != std::string::npos);
  CHECK(report.status.message().find("too many") != std::string::npos);
  CHECK_FALSE(report.walk_complete);
}

TEST_CASE("with two lanes and a target that works ahead it is the same") {
  Holding f;
  f.plan.lanes = 2;
  REQUIRE(f.run().status.ok());
  CHECK(f.target.lines == kGiven);
}
