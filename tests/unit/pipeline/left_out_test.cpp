// Which steps are told at the walk's end that a record of it did not come as far.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "fixture.hpp"
#include "holding_step.hpp"
#include "pipeline/left_out.hpp"
#include "pipeline/step_rules.hpp"
#include "record/batch.hpp"
#include "support/fake_host.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

constexpr const char* kBefore = "transformers[0] (fake.step)";
constexpr const char* kHolding = "transformers[1] (fake.holds)";
constexpr const char* kBehind = "transformers[2] (fake.step)";

FakeStep::Body fail_all(sluice_status code) {
  return [code](sluice_batch* batch, sluice_error*) -> sluice_status {
    for (size_t i = 0; i < batch->count; i++)
      if (sluice_record_at(batch, i)->state == SLUICE_RECORD_LIVE)
        batch->records_api->fail_record(batch, i, code, slice("no"));
    return SLUICE_OK;
  };
}

sluice_status nothing(sluice_batch*, sluice_error*) { return SLUICE_OK; }

// One page of two records; a step before one that holds, and one behind it.
struct LeftOutWalk : Fixture {
  HoldingStep holds{3};
  FakeStep before, behind;
  explicit LeftOutWalk(FakeStep::Body at_before, FakeStep::Body at_behind = nothing)
      : before(std::move(at_before)), behind(std::move(at_behind)) {
    source.pages = numbered_pages(2, 2);
    plan.steps = {before.step(kBefore), holds.step(kHolding), behind.step(kBehind)};
  }
  bool told() {
    const pipeline::RunReport report = run();
    REQUIRE_MESSAGE(report.status.ok(), report.status.message());
    REQUIRE_FALSE(holds.partial.empty());
    return holds.partial.front();
  }
};

}  // namespace

TEST_CASE("a step knows that a record parked before it, be it all of a page") {
  LeftOutWalk f(fail_all(SLUICE_E_DATA));
  CHECK(f.told());
  CHECK(f.tasks().size() == 2);
}

TEST_CASE("what parks behind a step, and what a filter takes out, is not missed there") {
  CHECK_FALSE(LeftOutWalk(nothing, fail_all(SLUICE_E_DATA)).told());
  const auto filter_all = [](sluice_batch* batch, sluice_error*) -> sluice_status {
    for (size_t i = 0; i < batch->count; i++)
      sluice_record_at(batch, i)->state = SLUICE_RECORD_FILTERED;
    return SLUICE_OK;
  };
  CHECK_FALSE(LeftOutWalk(filter_all).told());
}

TEST_CASE("a record that parks at the step itself counts") {
  LeftOutWalk f(nothing);
  f.holds.fails = "2";
  CHECK(f.told());
  CHECK(f.tasks().size() == 1);
}

TEST_CASE("a record that parks as it comes from the source counts") {
  LeftOutWalk f(nothing);
  f.plan.limits.record_bytes = 20;
  f.source.pages = {{R"({"id":1})", R"({"id":"longer than it may be"})"}};
  CHECK(f.told());
}

TEST_CASE("a record that parks alone, as its page runs one by one, counts") {
  LeftOutWalk f([](sluice_batch* batch, sluice_error* error) -> sluice_status {
    const bool has_two =
        batch->count && text_of(batch, batch->count - 1).find('2') != std::string::npos;
    return has_two ? fail(error, SLUICE_E_DATA, "two") : SLUICE_OK;
  });
  CHECK(f.told());
  CHECK(f.tasks().size() == 1);
}

TEST_CASE("a record that on_error dropped counts, one that it kept does not") {
  for (const base::OnError on_error : {base::OnError::drop, base::OnError::keep}) {
    FakeHost host;
    record::Batch scratch{record::Limits{}};
    base::StepSettings settings;
    settings.on_error = on_error;
    auto rules = pipeline::StepRules::of(settings, Host(host.abi()), scratch.abi());
    REQUIRE(rules.ok());
    LeftOutWalk f(fail_all(SLUICE_E_DATA));
    f.plan.steps[0].rules = rules->get();
    CHECK(f.told() == (on_error == base::OnError::drop));
    CHECK(f.tasks().empty());
  }
}

TEST_CASE("a run that goes on knows what was left out before it, the next walk begins without") {
  LeftOutWalk f([](sluice_batch* batch, sluice_error* error) -> sluice_status {
    return text_of(batch, 0).find('1') == std::string::npos ? SLUICE_OK
                                                            : fail_all(SLUICE_E_DATA)(batch, error);
  });
  f.source.pages = numbered_pages(4, 1);
  f.source.pages_a_run = 1;
  REQUIRE(f.run().status.ok());
  CHECK(f.state().cursor.left_out_at == kBefore);
  CHECK(f.holds.partial.empty());
  f.source.pages_a_run = 0;
  CHECK(f.told());
  f.source.forgets_at_end = true;
  f.source.pages = {{"7"}, {"8"}};
  HoldingStep next(3);
  f.plan.steps[1] = next.step(kHolding);
  REQUIRE(f.run().status.ok());
  REQUIRE_FALSE(next.partial.empty());
  CHECK_FALSE(next.partial.front());
}

TEST_CASE("what a step that is gone left out counts for all") {
  LeftOutWalk f(nothing);
  pipeline::LeftOut left_out(f.plan);
  CHECK_FALSE(left_out.by(2));
  left_out.resume("transformers[7] (gone)");
  CHECK(left_out.by(0));
  left_out.resume(kBehind);
  CHECK(left_out.by(2));
  CHECK_FALSE(left_out.by(1));
  left_out.note(f.plan.targets[0].name);
  CHECK(left_out.at() == kBehind);
  left_out.note(kBefore);
  CHECK(left_out.by(0));
}
