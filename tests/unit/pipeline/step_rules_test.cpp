// The settings that the host gives every step: when, each, on_error.
#include <doctest/doctest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "fixture.hpp"
#include "pipeline/step_rules.hpp"
#include "record/batch.hpp"
#include "support/fake_host.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

using Lines = std::vector<std::string>;
using base::OnError;

bool is_live_record(sluice_batch* batch, size_t index) {
  return sluice_record_at(batch, index)->state == SLUICE_RECORD_LIVE;
}

void put_root(sluice_batch* batch, size_t index, const std::string& text) {
  REQUIRE(batch->json->parse(batch, slice(text), &sluice_record_at(batch, index)->root) ==
          SLUICE_OK);
}

using Visit = std::function<void(sluice_batch*, size_t index)>;

FakeStep::Body over_live(Visit visit) {
  return [visit](sluice_batch* batch, sluice_error*) -> sluice_status {
    const size_t count = batch->count;
    for (size_t i = 0; i < count; i++)
      if (is_live_record(batch, i)) visit(batch, i);
    return SLUICE_OK;
  };
}

void wrap(sluice_batch* batch, size_t i) {
  put_root(batch, i, "{\"was\":" + text_of(batch, i) + "}");
}

// Fails what equals `text`, wraps the others.
Visit fail_text(std::string text) {
  return [text](sluice_batch* batch, size_t i) {
    if (text_of(batch, i) == text)
      batch->records_api->fail_record(batch, i, SLUICE_E_DATA, slice("no price"));
    else
      wrap(batch, i);
  };
}

void drop_two(sluice_batch* batch, size_t i) {
  if (text_of(batch, i) == "2") sluice_record_at(batch, i)->state = SLUICE_RECORD_FILTERED;
}

// Each becomes itself twice, in new records.
void split_in_two(sluice_batch* batch, size_t i) {
  const std::string text = text_of(batch, i);
  for (int copy = 0; copy < 2; copy++) {
    size_t added = 0;
    REQUIRE(batch->records_api->add_record(batch, i, &added) == SLUICE_OK);
    put_root(batch, added, "[" + text + "," + std::to_string(copy) + "]");
  }
  sluice_record_at(batch, i)->state = SLUICE_RECORD_FILTERED;
}

// One step with settings, over one page.
struct Ruled : Fixture {
  FakeHost host;
  record::Batch scratch{record::Limits{}};
  std::unique_ptr<pipeline::StepRules> rules;
  FakeStep step;

  Ruled(const base::StepSettings& settings, FakeStep::Body body) : step(std::move(body)) {
    auto made = pipeline::StepRules::of(settings, Host(host.abi()), scratch.abi());
    REQUIRE_MESSAGE(made.ok(), made.status().message());
    rules = std::move(*made);
    plan.steps = {step.step("transformers[0] (fake.step)")};
    plan.steps[0].rules = rules.get();
  }
  Ruled(const base::StepSettings& settings, Visit visit)
      : Ruled(settings, over_live(std::move(visit))) {}

  Lines lines(Lines records) {
    source.pages = {std::move(records)};
    report = run();
    REQUIRE_MESSAGE(report.status.ok(), report.status.message());
    return target.lines;
  }
  pipeline::RunReport report;
};

std::string refusal_of(const base::StepSettings& settings) {
  FakeHost host;
  record::Batch scratch{record::Limits{}};
  auto made = pipeline::StepRules::of(settings, Host(host.abi()), scratch.abi());
  return made.ok() ? "(accepted)" : host.problems.at(0);
}

}  // namespace

TEST_CASE("records for which `when` does not hold pass the step unchanged and in their order") {
  Ruled f({"id > `1`", "", OnError::park}, wrap);
  CHECK(f.lines({R"({"id":1})", R"({"id":2})", R"({"id":1.0})"}) ==
        Lines{R"({"id":1})", R"({"was":{"id":2}})", R"({"id":1.0})"});
  CHECK(f.report.filtered == 0);
}

TEST_CASE("a step is not called where `when` holds for no record") {
  int calls = 0;
  Ruled f({"id > `5`", "", OnError::park}, [&](sluice_batch*, sluice_error*) -> sluice_status {
    calls++;
    return SLUICE_OK;
  });
  CHECK(f.lines({R"({"id":1})"}) == Lines{R"({"id":1})"});
  CHECK(calls == 0);
}

TEST_CASE("a record for which `when` fails is parked with the setting and its name") {
  Ruled f({"id > `1` && length(id) > `0`", "", OnError::park}, wrap);
  f.lines({R"({"id":1})", R"({"id":2})"});
  REQUIRE(f.tasks().size() == 1);
  CHECK(f.tasks()[0].message.find("when: ") == 0);
  CHECK(f.tasks()[0].message.find("id=2") != std::string::npos);
}

TEST_CASE("oddities of `when` are remarks of its step") {
  Ruled f({"id > '1'", "", OnError::park}, wrap);
  f.lines({R"({"id":1})"});
  REQUIRE(f.host.remarks.size() == 1);
  CHECK(f.host.remarks[0].find("comparison of text with a number") != std::string::npos);
}

TEST_CASE("on_error: park parks what fails, drop filters it, keep lets it pass as it was") {
  const Lines records = {R"({"id":1})", R"({"id":2})", R"({"id":3})"};
  const std::string first = R"({"was":{"id":1}})", last = R"({"was":{"id":3}})";
  {
    Ruled f({"", "", OnError::park}, over_live(fail_text(R"({"id":2})")));
    CHECK(f.lines(records) == Lines{first, last});
    CHECK(f.report.parked == 1);
  }
  {
    Ruled f({"", "", OnError::drop}, over_live(fail_text(R"({"id":2})")));
    CHECK(f.lines(records) == Lines{first, last});
    CHECK(f.report.parked == 0);
    CHECK(f.report.filtered == 1);
    CHECK(f.host.remarks == Lines{"1 record dropped by on_error, record id=2: no price"});
  }
  {
    Ruled f({"", "", OnError::keep}, over_live(fail_text(R"({"id":2})")));
    CHECK(f.lines(records) == Lines{first, R"({"id":2})", last});
    CHECK(f.report.parked == 0);
    CHECK(f.report.filtered == 0);
    CHECK(f.host.remarks == Lines{"1 record kept as it was by on_error, record id=2: no price"});
  }
}

TEST_CASE("a record that is kept has nothing of what the step did before it failed") {
  Ruled f({"", "", OnError::keep}, over_live([](sluice_batch* batch, size_t i) {
            sluice_value* root = &sluice_record_at(batch, i)->root;
            sluice_key lines = sluice_key_of("lines", 5), id = sluice_key_of("id", 2);
            sluice_value* items = sluice_items(batch, &sluice_find(batch, root, &lines)->value);
            REQUIRE(sluice_set(batch, &items[0], &id, sluice_number(batch, 9)) == SLUICE_OK);
            REQUIRE(sluice_set(batch, root, &id, sluice_number(batch, 9)) == SLUICE_OK);
            batch->records_api->fail_record(batch, i, SLUICE_E_DATA, slice("no price"));
          }));
  // An earlier step has read all of it: nothing is text any more.
  FakeStep reader(over_live([](sluice_batch* batch, size_t i) {
    sluice_key lines = sluice_key_of("lines", 5);
    sluice_value* root = &sluice_record_at(batch, i)->root;
    sluice_value* items = sluice_items(batch, &sluice_find(batch, root, &lines)->value);
    REQUIRE(sluice_members(batch, &items[0]));
  }));
  f.plan.steps.insert(f.plan.steps.begin(), reader.step("transformers[0] (fake.reader)"));
  CHECK(f.lines({R"({"id":1,"lines":[{"id":2}]})"}) == Lines{R"({"id":1,"lines":[{"id":2}]})"});
}

TEST_CASE("a kept record may fail at a later step, which tells its own reason") {
  Ruled f({"", "", OnError::keep}, over_live(fail_text(R"({"id":2})")));
  FakeStep later(over_live([](sluice_batch* batch, size_t i) {
    if (has_id(batch, i, 2))
      batch->records_api->fail_record(batch, i, SLUICE_E_DATA, slice("no stock"));
  }));
  f.plan.steps.push_back(later.step("transformers[1] (fake.step)"));
  f.lines({R"({"id":2})"});
  REQUIRE(f.tasks().size() == 1);
  CHECK(f.tasks()[0].message == "no stock");
}

TEST_CASE("on_error is also for a failure that a step attributes to no record") {
  const auto fail_second = [](sluice_batch* batch, sluice_error* error) -> sluice_status {
    for (size_t i = 0; i < batch->count; i++)
      if (has_id(batch, i, 2)) return fail(error, SLUICE_E_DATA, "cannot do this");
    return SLUICE_OK;
  };
  Ruled f({"", "", OnError::drop}, fail_second);
  CHECK(f.lines({R"({"id":1})", R"({"id":2})", R"({"id":3})"}) ==
        Lines{R"({"id":1})", R"({"id":3})"});
  CHECK(f.report.filtered == 1);
}

TEST_CASE("each: the step runs on every element of the array") {
  Ruled f({"", "lines", OnError::park}, wrap);
  CHECK(f.lines({R"({"lines":[1,{"a":2}],"id":7})", R"({"lines":[]})"}) ==
        Lines{R"({"lines":[{"was":1},{"was":{"a":2}}],"id":7})", R"({"lines":[]})"});
  CHECK(f.report.read == 2);
}

TEST_CASE("each: a record without the array, or with null, passes unchanged") {
  Ruled f({"", "a.lines", OnError::park}, wrap);
  const Lines records = {R"({"id":1})", R"({"a":null})", R"({"a":{"lines":null}})", R"({"a":{}})"};
  CHECK(f.lines(records) == records);
}

TEST_CASE("each: another kind of value than an array fails the record") {
  Ruled f({"", "a.lines", OnError::park}, wrap);
  CHECK(f.lines({R"({"id":1,"a":{"lines":{"b":[1]}}})", R"({"id":2,"a":"x"})"}) == Lines{});
  REQUIRE(f.tasks().size() == 2);
  CHECK(f.tasks()[0].message ==
        "each: 'a.lines' is of type object, an array is needed (record id=1)");
  CHECK(f.tasks()[1].message == "each: 'a' is of type string, an array is needed (record id=2)");
}

TEST_CASE("each: on_error is also for a record without an array where one is needed") {
  const Lines records = {R"({"id":1,"lines":5})", R"({"id":2,"lines":[5]})"};
  Ruled keeps({"", "lines", OnError::keep}, wrap);
  CHECK(keeps.lines(records) == Lines{records[0], R"({"id":2,"lines":[{"was":5}]})"});
  Ruled drops({"", "lines", OnError::drop}, wrap);
  CHECK(drops.lines(records) == Lines{R"({"id":2,"lines":[{"was":5}]})"});
}

TEST_CASE("each: a path through arrays reaches the arrays in their items") {
  Ruled f({"", "lines[].taxes", OnError::park}, wrap);
  CHECK(f.lines({R"({"lines":[{"taxes":[1,2]},{"n":1},{"taxes":[3]},null]})"}) ==
        Lines{R"({"lines":[{"taxes":[{"was":1},{"was":2}]},{"n":1},{"taxes":[{"was":3}]},null]})"});
}

TEST_CASE("each: what the step drops leaves its array, which may become empty") {
  Ruled f({"", "lines[].n", OnError::park}, drop_two);
  CHECK(f.lines({R"({"lines":[{"n":[1,2,3]},{"n":[2]}]})"}) ==
        Lines{R"({"lines":[{"n":[1,3]},{"n":[]}]})"});
  CHECK(f.report.filtered == 0);
}

TEST_CASE("each: what the step makes of an element stands in its place") {
  Ruled f({"", "n", OnError::park}, over_live([](sluice_batch* batch, size_t i) {
            if (text_of(batch, i) != "3") split_in_two(batch, i);
          }));
  CHECK(f.lines({R"({"n":[1,3,2]})", R"({"n":[4]})"}) ==
        Lines{R"({"n":[[1,0],[1,1],3,[2,0],[2,1]]})", R"({"n":[[4,0],[4,1]]})"});
  CHECK(f.report.read == 2);
  CHECK(f.report.delivered() == 2);
}

TEST_CASE("each: an element that fails parks its record, as it was, and tells its place") {
  Ruled f({"", "lines[].taxes", OnError::park}, over_live(fail_text("4")));
  CHECK(f.lines({R"({"id":1,"lines":[{"taxes":[1]},{"taxes":[2,4]}]})",
                 R"({"id":2,"lines":[{"taxes":[3]}]})"}) ==
        Lines{R"({"id":2,"lines":[{"taxes":[{"was":3}]}]})"});
  REQUIRE(f.tasks().size() == 1);
  CHECK(f.tasks()[0].message == "no price, at lines[1].taxes[1]");
  CHECK(f.tasks()[0].step == "transformers[0] (fake.step)");
  CHECK(f.tasks()[0].value == R"({"id":1,"lines":[{"taxes":[1]},{"taxes":[2,4]}]})");
}

TEST_CASE("each: on_error: drop takes the element out, keep leaves it as it was") {
  Ruled drops({"", "n", OnError::drop}, over_live(fail_text("2")));
  CHECK(drops.lines({R"({"n":[1,2]})"}) == Lines{R"({"n":[{"was":1}]})"});
  Ruled keeps({"", "n", OnError::keep}, over_live(fail_text("2")));
  CHECK(keeps.lines({R"({"n":[1,2]})"}) == Lines{R"({"n":[{"was":1},2]})"});
}

TEST_CASE("each: `when` is asked of the element") {
  Ruled f({"@ > `1`", "n", OnError::park}, wrap);
  CHECK(f.lines({R"({"n":[1,2,3]})"}) == Lines{R"({"n":[1,{"was":2},{"was":3}]})"});
}

TEST_CASE("each: `$` is the whole record as it came in, `@index` the element's place") {
  Ruled f({"@index > `0` && $.id == `7` && $.n[0] == `1`", "n", OnError::park}, wrap);
  CHECK(f.lines({R"({"id":7,"n":[1,2]})", R"({"id":8,"n":[1,2]})"}) ==
        Lines{R"({"id":7,"n":[1,{"was":2}]})", R"({"id":8,"n":[1,2]})"});
}

TEST_CASE("each: a step sees the record unchanged while it changes elements") {
  Ruled f({"", "n", OnError::park}, [](sluice_batch* batch, sluice_error*) -> sluice_status {
    for (size_t i = 0; i < batch->count; i++) {
      sluice_key n = sluice_key_of("n", 1), was = sluice_key_of("was", 3);
      sluice_value* whole = batch->elements[i].record;
      const sluice_value first = sluice_items(batch, &sluice_find(batch, whole, &n)->value)[0];
      sluice_value* root = &sluice_record_at(batch, i)->root;
      sluice_find(batch, root, sluice_find(batch, root, &was) ? &was : &n)->value = first;
    }
    return SLUICE_OK;
  });
  // An earlier step has read all of it: nothing is text any more.
  FakeStep reader(over_live([](sluice_batch* batch, size_t i) {
    sluice_key n = sluice_key_of("n", 1);
    sluice_value* items =
        sluice_items(batch, &sluice_find(batch, &sluice_record_at(batch, i)->root, &n)->value);
    for (int k = 0; k < 2; k++) REQUIRE(sluice_members(batch, &items[k]));
  }));
  f.plan.steps.insert(f.plan.steps.begin(), reader.step("transformers[0] (fake.reader)"));
  CHECK(f.lines({R"({"n":[{"was":1},{"was":2}]})"}) ==
        Lines{R"({"n":[{"was":{"was":1}},{"was":{"was":1}}]})"});
}

TEST_CASE("each: a step that reads texts works on elements, too") {
  FakeTextStep text([](std::string_view record, sluice_text* out, sluice_error*) -> sluice_status {
    if (record == "2") return SLUICE_OK;  // dropped
    out->put(out, slice("\"" + std::string(record) + "\""));
    if (record == "3") out->put(out, slice("\"again\""));
    return SLUICE_OK;
  });
  Ruled f({"", "n", OnError::park}, wrap);
  pipeline::Step step = text.step("transformers[0] (fake.text)");
  step.rules = f.rules.get();
  f.plan.steps = {step};
  CHECK(f.lines({R"({"n":[1,2,3]})"}) == Lines{R"({"n":["1","3","again"]})"});
}

TEST_CASE("each: the record's other content is copied through untouched") {
  Ruled f({"", "n", OnError::park}, wrap);
  CHECK(f.lines({R"({"a": { "b" : 1e400 }, "n":[1], "ü":"\u00e9"})"}) ==
        Lines{R"({"a":{ "b" : 1e400 },"n":[{"was":1}],"ü":"\u00e9"})"});
}

TEST_CASE("each: thousands of elements of many records keep their places") {
  Ruled f({"", "n", OnError::park}, over_live([](sluice_batch* batch, size_t i) {
            if (text_of(batch, i).back() == '7') split_in_two(batch, i);
          }));
  std::string numbers, expected;
  for (int i = 0; i < 5000; i++) {
    const std::string text = std::to_string(i);
    numbers += (i ? "," : "") + text;
    expected += (i ? "," : "") + (i % 10 == 7 ? "[" + text + ",0],[" + text + ",1]" : text);
  }
  const Lines records(4, "{\"n\":[" + numbers + "]}");
  CHECK(f.lines(records) == Lines(4, "{\"n\":[" + expected + "]}"));
}

TEST_CASE("each: a step may not add records as read") {
  Ruled f({"", "n", OnError::park}, [](sluice_batch* batch, sluice_error*) -> sluice_status {
    size_t index = 0;
    return batch->records_api->add_source(batch, slice("{}"), &index);
  });
  f.source.pages = {{R"({"n":[1]})"}};
  const pipeline::RunReport report = f.run();
  CHECK(report.status.code() == SLUICE_E_INTERNAL);
  CHECK(report.status.message().find("each") != std::string::npos);
}

TEST_CASE("each: elements that do not fit into a batch's memory park their record only") {
  Ruled f({"", "n", OnError::park}, over_live([](sluice_batch* batch, size_t i) {
            size_t added = 0;
            if (text_of(batch, i) != "0") return;
            while (batch->records_api->add_record(batch, i, &added) == SLUICE_OK) {
            }
          }));
  f.plan.limits.batch_memory = size_t{8} << 20;
  CHECK(f.lines({R"({"id":1,"n":[1]})", R"({"id":2,"n":[0]})"}) == Lines{R"({"id":1,"n":[1]})"});
  REQUIRE(f.tasks().size() == 1);
  CHECK(f.tasks()[0].message.find("memory") != std::string::npos);
}

TEST_CASE("each: state that a step writes for an element is lost if its record parks") {
  FakeStep* kept = nullptr;
  Ruled f({"", "n", OnError::park}, over_live([&](sluice_batch* batch, size_t i) {
            REQUIRE(kept->state->put_for(batch, i, "k" + text_of(batch, i), "1").ok());
            if (text_of(batch, i) == "3")
              batch->records_api->fail_record(batch, i, SLUICE_E_DATA, slice("no"));
          }));
  kept = &f.step;
  f.lines({R"({"n":[1]})", R"({"n":[2,3]})"});
  const std::vector<std::string_view> keys = {"k1", "k2"};
  const auto values = f.store.read_state("products", "transformers[0] (fake.step)", keys);
  REQUIRE(values.ok());
  CHECK((*values)[0] == "1");
  CHECK_FALSE((*values)[1].has_value());
}

TEST_CASE("settings that cannot be are refused at their place") {
  CHECK(refusal_of({"a ==", "", OnError::park}).find("/when: ") == 0);
  CHECK(refusal_of({"", "a..b", OnError::park}).find("/each: ") == 0);
  CHECK(refusal_of({"", "a[0]", OnError::park}).find("/each: ") == 0);
  CHECK(refusal_of({"", "a[]", OnError::park}) == "(accepted)");
}
