// What a step makes of a record takes that record's place in the page.
#include <doctest/doctest.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "fixture.hpp"
#include "pipeline/step_rules.hpp"
#include "pipeline/switch.hpp"
#include "record/batch.hpp"
#include "support/fake_host.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

using Lines = std::vector<std::string>;
using OnRecord = std::function<void(sluice_batch*, size_t index)>;

std::string only_id(int id) { return "{\"id\":" + std::to_string(id) + "}"; }

void put_text(sluice_batch* batch, size_t index, const std::string& text) {
  REQUIRE(batch->json->parse(batch, slice(text), &sluice_record_at(batch, index)->root) ==
          SLUICE_OK);
}

size_t add_to(sluice_batch* batch, size_t parent, const std::string& text) {
  size_t added = 0;
  REQUIRE(batch->records_api->add_record(batch, parent, &added) == SLUICE_OK);
  put_text(batch, added, text);
  return added;
}

void drop(sluice_batch* batch, size_t index) {
  sluice_record_at(batch, index)->state = SLUICE_RECORD_FILTERED;
}

bool is_live_at(sluice_batch* batch, size_t index) {
  return sluice_record_at(batch, index)->state == SLUICE_RECORD_LIVE;
}

FakeStep::Body on_live(OnRecord visit) {
  return [visit](sluice_batch* batch, sluice_error*) -> sluice_status {
    const size_t count = batch->count;
    for (size_t i = 0; i < count; i++)
      if (is_live_at(batch, i)) visit(batch, i);
    return SLUICE_OK;
  };
}

// Two new records instead of each.
void halve(sluice_batch* batch, size_t i) {
  const std::string text = text_of(batch, i);
  add_to(batch, i, "[" + text + ",1]");
  add_to(batch, i, "[" + text + ",2]");
  drop(batch, i);
}

// Of record 1 another two, behind it; of the second of these another one.
void grow_first(sluice_batch* batch, size_t i) {
  if (!has_id(batch, i, 1)) return;
  add_to(batch, i, "\"a\"");
  add_to(batch, add_to(batch, i, "\"b\""), "\"c\"");
}

FakeStep::Body fail_what_is(const std::string& text) {
  return on_live([text](sluice_batch* batch, size_t i) {
    if (text_of(batch, i) == text)
      batch->records_api->fail_record(batch, i, SLUICE_E_DATA, slice("no price"));
  });
}

struct Placed : Fixture {
  FakeHost host;
  record::Batch scratch{record::Limits{}};
  FakeStep first, second;
  std::unique_ptr<pipeline::StepRules> rules;

  explicit Placed(FakeStep::Body one, FakeStep::Body two = on_live([](sluice_batch*, size_t) {}))
      : first(std::move(one)), second(std::move(two)) {
    plan.steps = {first.step("first"), second.step("second")};
  }

  void when(const std::string& expression) {
    auto made = pipeline::StepRules::of({expression, "", base::OnError::park}, Host(host.abi()),
                                        scratch.abi());
    REQUIRE_MESSAGE(made.ok(), made.status().message());
    rules = std::move(*made);
    plan.steps[0].rules = rules.get();
  }

  // The steps belong to the first target instead.
  void give_to_target() { plan.targets[0].steps = std::exchange(plan.steps, {}); }

  pipeline::RunReport run_page(int records) {
    source.pages = numbered_pages(records, static_cast<size_t>(records));
    const pipeline::RunReport report = run();
    REQUIRE_MESSAGE(report.status.ok(), report.status.message());
    return report;
  }
};

const Lines kTwoHalved = {only_id(1), "[{\"id\":2},1]", "[{\"id\":2},2]", only_id(3)};

}  // namespace

TEST_CASE("what a step with `when` makes of a record stands where that one stood") {
  Placed f(on_live(halve));
  f.when("id == `2`");
  f.run_page(3);
  CHECK(f.target.lines == kTwoHalved);
}

TEST_CASE("what a target's own step makes of a record stands where that one stood") {
  Placed f(on_live(halve));
  f.when("id == `2`");
  f.give_to_target();
  f.run_page(3);
  CHECK(f.target.lines == kTwoHalved);
}

TEST_CASE("what is made of a record that stays is behind it, in the order it was made") {
  Placed f(on_live(grow_first));
  f.run_page(2);
  CHECK(f.target.lines == Lines{only_id(1), "\"a\"", "\"b\"", "\"c\"", only_id(2)});
}

TEST_CASE(
    "what is made of several records stays behind the page's others, in the order it was made") {
  Placed f([](sluice_batch* batch, sluice_error*) -> sluice_status {
    for (const size_t parent : {size_t{2}, size_t{0}}) {
      const size_t added = add_to(batch, parent, "\"from " + std::to_string(parent) + "\"");
      REQUIRE(batch->records_api->add_origin(batch, added, 1) == SLUICE_OK);
    }
    return SLUICE_OK;
  });
  f.run_page(3);
  CHECK(f.target.lines == Lines{only_id(1), only_id(2), only_id(3), "\"from 2\"", "\"from 0\""});
}

TEST_CASE("the next step sees records in their order already") {
  Lines seen;
  Placed f(on_live(grow_first),
           on_live([&](sluice_batch* batch, size_t i) { seen.push_back(text_of(batch, i)); }));
  f.run_page(2);
  CHECK(seen == Lines{only_id(1), "\"a\"", "\"b\"", "\"c\"", only_id(2)});
}

TEST_CASE("text steps put what they make of a record behind it") {
  Placed f(on_live([](sluice_batch*, size_t) {}));
  FakeTextStep twice([](std::string_view record, sluice_text* out, sluice_error*) -> sluice_status {
    out->put(out, slice(record));
    out->put(out, slice("[" + std::string(record) + "]"));
    return SLUICE_OK;
  });
  f.plan.steps[0] = twice.step("first");
  f.run_page(2);
  CHECK(f.target.lines == Lines{only_id(1), "[{\"id\":1}]", only_id(2), "[{\"id\":2}]"});
}

TEST_CASE("what a step in a case of a switch makes stands where its record stood") {
  Placed f(on_live(halve));
  auto choice = pipeline::Switch::of({{{"id == `2`", 1}, {"id == `3`", 2}}, 0}, Host(f.host.abi()),
                                     f.scratch.abi());
  REQUIRE_MESSAGE(choice.ok(), choice.status().message());
  pipeline::Step entry;
  entry.name = "entry";
  entry.chooses = choice->get();
  f.plan.steps.insert(f.plan.steps.begin(), entry);
  f.plan.steps[1].route = {1, 1};
  f.plan.steps[2].route = {2, 2};
  f.run_page(3);
  CHECK(f.target.lines == kTwoHalved);
}

TEST_CASE("records that were moved are moved with all that is known of them") {
  for (const bool own : {false, true}) {
    CAPTURE(own);
    Placed f(on_live(grow_first), fail_what_is("\"b\""));
    FakeStep more(on_live(grow_first)), last(fail_what_is(only_id(2)));
    f.plan.steps.push_back(more.step("more"));
    f.plan.steps.push_back(last.step("last"));
    if (own) f.give_to_target();
    f.run_page(3);
    CHECK(f.target.lines ==
          Lines{only_id(1), "\"a\"", "\"b\"", "\"c\"", "\"a\"", "\"c\"", only_id(3)});
    const std::vector<store::Task> tasks = f.tasks();
    REQUIRE(tasks.size() == 2);
    CHECK(tasks[0].step == "second");
    CHECK(tasks[0].source == only_id(1));
    CHECK(tasks[0].value == "\"b\"");
    CHECK(tasks[1].step == "last");
    CHECK(tasks[1].source == only_id(2));
  }
}

TEST_CASE("a record that waits for another one to be delivered is found at its new place") {
  // Records 2 and 3 are the same; 2 stands for 3 and parks at the target, so 3 is offered after
  // all.
  Placed f(on_live([](sluice_batch* batch, size_t i) {
             if (has_id(batch, i, 3) && is_live_at(batch, 1))
               batch->records_api->filter_for(batch, i, 1);
           }),
           on_live(grow_first));
  f.give_to_target();
  f.target.outcome = [](std::string_view text) -> sluice_status {
    return text == only_id(2) ? SLUICE_E_DATA : SLUICE_OK;
  };
  FakeTarget other;
  f.plan.targets.push_back(other.target("publishers[1] (fake.publisher)"));
  f.run_page(4);
  CHECK(f.target.lines == Lines{only_id(1), "\"a\"", "\"b\"", "\"c\"", only_id(4), only_id(3)});
  REQUIRE(f.tasks().size() == 1);
  CHECK(f.tasks()[0].source == only_id(2));
}

TEST_CASE("what a hook decides of a record is found when the hook has made more of others") {
  // A document is made of record 1's; record 2 is delivered, 1 and 3 park.
  FakeStep grow(on_live([](sluice_batch* batch, size_t i) {
    if (text_of(batch, i).find("{\"record\":{\"id\":1}") == 0) add_to(batch, i, "{}");
  }));
  FakeStep decide(on_live([](sluice_batch* batch, size_t i) {
    const bool second = text_of(batch, i).find("{\"record\":{\"id\":2}") == 0;
    put_text(batch, i, second ? R"({"decision":"delivered"})" : R"({"decision":"park"})");
  }));
  Fixture f;
  f.plan.targets[0].on_error = {grow.step("grow"), decide.step("decide")};
  f.target.outcome = [](std::string_view) -> sluice_status { return SLUICE_E_DATA; };
  f.source.pages = numbered_pages(3, 3);
  const pipeline::RunReport report = f.run();
  REQUIRE_MESSAGE(report.status.ok(), report.status.message());
  REQUIRE(f.tasks().size() == 2);
  CHECK(f.tasks()[0].source == only_id(1));
  CHECK(f.tasks()[1].source == only_id(3));
}
