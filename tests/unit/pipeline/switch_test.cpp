// A switch sends records into chains of steps.
#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "fixture.hpp"
#include "holding_step.hpp"
#include "pipeline/switch.hpp"
#include "record/batch.hpp"
#include "support/edge_records.hpp"
#include "support/fake_host.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

using Lines = std::vector<std::string>;

// Wraps each live record: {"name": record}.
FakeStep::Body wrap_as(std::string name) {
  return [name](sluice_batch* batch, sluice_error*) -> sluice_status {
    for (size_t i = 0; i < batch->count; i++) {
      if (sluice_record_at(batch, i)->state != SLUICE_RECORD_LIVE) continue;
      const std::string text = "{\"" + name + "\":" + text_of(batch, i) + "}";
      REQUIRE(batch->json->parse(batch, slice(text), &sluice_record_at(batch, i)->root) ==
              SLUICE_OK);
    }
    return SLUICE_OK;
  };
}

// `id` 1 takes chain 1, 2 chain 2 and what it says; others as `otherwise` says.
struct Switched : Fixture {
  FakeHost host;
  record::Batch scratch{record::Limits{}};
  std::unique_ptr<pipeline::Switch> choice;
  FakeStep one{wrap_as("one")}, two{wrap_as("two")}, rest{wrap_as("rest")}, last{wrap_as("last")};

  explicit Switched(uint32_t otherwise, FakeStep::Body of_two = wrap_as("two"))
      : two(std::move(of_two)) {
    auto made = pipeline::Switch::of({{{"id == `1`", 1}, {"id == `2`", 2}}, otherwise},
                                     Host(host.abi()), scratch.abi());
    REQUIRE_MESSAGE(made.ok(), made.status().message());
    choice = std::move(*made);
    pipeline::Step entry;
    entry.name = "transformers[0] (switch)";
    entry.chooses = choice.get();
    plan.steps = {entry, one.step("one"), two.step("two"), rest.step("rest"), last.step("last")};
    for (uint32_t chain = 1; chain <= 3; chain++) plan.steps[chain].route = {chain, chain};
  }

  Lines lines(Lines records) {
    source.pages = {std::move(records)};
    report = run();
    REQUIRE_MESSAGE(report.status.ok(), report.status.message());
    return target.lines;
  }
  pipeline::RunReport report;
};

FakeStep::Body split_in_two() {
  return [](sluice_batch* batch, sluice_error*) -> sluice_status {
    const size_t count = batch->count;
    for (size_t i = 0; i < count; i++) {
      if (sluice_record_at(batch, i)->state != SLUICE_RECORD_LIVE) continue;
      for (int copy = 0; copy < 2; copy++) {
        size_t added = 0;
        REQUIRE(batch->records_api->add_record(batch, i, &added) == SLUICE_OK);
        REQUIRE(batch->json->parse(batch, slice("{\"half\":" + std::to_string(copy) + "}"),
                                   &sluice_record_at(batch, added)->root) == SLUICE_OK);
      }
      sluice_record_at(batch, i)->state = SLUICE_RECORD_FILTERED;
    }
    return SLUICE_OK;
  };
}

}  // namespace

TEST_CASE("each record passes the steps of its case, then those behind the switch, in its order") {
  Switched f(3);
  CHECK(f.lines({R"({"id":2})", R"({"id":1})", R"({"id":7})"}) ==
        Lines{R"({"last":{"two":{"id":2}}})", R"({"last":{"one":{"id":1}}})",
              R"({"last":{"rest":{"id":7}}})"});
  CHECK(f.report.filtered == 0);
}

TEST_CASE("without else a record that no case takes passes the switch unchanged") {
  Switched f(0);
  CHECK(f.lines({R"({"id":7})"}) == Lines{R"({"last":{"id":7}})"});
}

TEST_CASE("what a step within a case makes of a record stays in the case") {
  Switched f(0, split_in_two());
  FakeStep more(wrap_as("more"));
  f.plan.steps.insert(f.plan.steps.begin() + 3, more.step("more"));
  f.plan.steps[3].route = {2, 2};
  CHECK(f.lines({R"({"id":2})", R"({"id":1})"}) == Lines{R"({"last":{"more":{"half":0}}})",
                                                         R"({"last":{"more":{"half":1}}})",
                                                         R"({"last":{"one":{"id":1}}})"});
}

TEST_CASE("what a step within a case gives at the walk's end goes on in the case") {
  Switched f(3);
  HoldingStep holds(2);
  f.plan.steps[3] = holds.step("rest");
  FakeStep more(wrap_as("more"));
  f.plan.steps.insert(f.plan.steps.begin() + 4, more.step("more"));
  for (const size_t own : {3, 4}) f.plan.steps[own].route = {3, 3};
  CHECK(f.lines({R"({"id":7})", R"({"id":1})", R"({"id":8})"}) ==
        Lines{R"({"last":{"one":{"id":1}}})", R"({"last":{"more":{"ids":[{"id":7},{"id":8}]}}})"});
}

TEST_CASE("a step that changes what the case was chosen by does not change the case") {
  Switched f(3, [](sluice_batch* batch, sluice_error*) -> sluice_status {
    for (size_t i = 0; i < batch->count; i++)
      if (sluice_record_at(batch, i)->state == SLUICE_RECORD_LIVE)
        REQUIRE(batch->json->parse(batch, slice(R"({"id":1})"),
                                   &sluice_record_at(batch, i)->root) == SLUICE_OK);
    return SLUICE_OK;
  });
  CHECK(f.lines({R"({"id":2})"}) == Lines{R"({"last":{"id":1}})"});
}

TEST_CASE("a record for which a case fails is parked with the place of its condition") {
  Switched f(0);
  auto made =
      pipeline::Switch::of({{{"length(id) > `0`", 1}}, 0}, Host(f.host.abi()), f.scratch.abi());
  REQUIRE(made.ok());
  f.plan.steps[0].chooses = made->get();
  f.lines({R"({"id":5})", R"({"id":"x"})"});
  REQUIRE(f.tasks().size() == 1);
  CHECK(f.tasks()[0].message.find("switch/0/when: ") == 0);
  CHECK(f.tasks()[0].message.find("id=5") != std::string::npos);
  CHECK(f.target.lines == Lines{R"({"last":{"one":{"id":"x"}}})"});
}

TEST_CASE("a mistake in a case's condition is found when the step is made") {
  FakeHost host;
  record::Batch scratch{record::Limits{}};
  auto made =
      pipeline::Switch::of({{{"id ==", 1}, {"lenght(id)", 2}}, 0}, Host(host.abi()), scratch.abi());
  CHECK(!made.ok());
  REQUIRE(host.problems.size() == 2);
  CHECK(host.problems[0].find("/switch/0/when: ") == 0);
  CHECK(host.problems[1].find("/switch/1/when: ") == 0);
}

TEST_CASE("a record at the edges takes a case, or parks with words for a person") {
  Switched f(3);
  auto made = pipeline::Switch::of({{{"k", 1}, {"length(k) > `1`", 2}}, 3}, Host(f.host.abi()),
                                   f.scratch.abi());
  REQUIRE(made.ok());
  f.plan.steps[0].chooses = made->get();
  for (const std::string& record : edge_records()) {
    record::Batch batch{record::Limits{}};
    size_t index = 0;
    REQUIRE(batch.abi()->records_api->add_source(batch.abi(), slice(record), &index) == SLUICE_OK);
    const Status status = (*made)->run(batch, nullptr);
    std::string result = status.ok() ? "chosen" : "status: " + status.message();
    if (sluice_record_at(batch.abi(), 0)->state == SLUICE_RECORD_FAILED)
      result = "failed: " + batch.error_of(0)->message;
    check_edge(result, record);
  }
}
