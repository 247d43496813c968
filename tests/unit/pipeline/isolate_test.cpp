#include <doctest/doctest.h>

#include <map>
#include <string>

#include "fixture.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

size_t find_id(sluice_batch* batch, int id) {
  for (size_t i = 0; i < batch->count; i++)
    if (has_id(batch, i, id)) return i;
  return SIZE_MAX;
}

}  // namespace

TEST_CASE("a record that exhausts the batch's memory parks alone and the others run again") {
  Fixture f;
  f.source.pages = numbered_pages(5, 5);
  f.plan.limits.batch_memory = size_t{4} << 20;
  FakeStep step([](sluice_batch* batch, sluice_error* error) -> sluice_status {
    if (find_id(batch, 3) == SIZE_MAX) return SLUICE_OK;
    while (sluice_alloc(batch->arena, 1 << 16)) {
    }
    return fail(error, SLUICE_E_NO_MEMORY, "the budget is spent");
  });
  f.plan.steps = {step.step("transformers[0] (fake.step)")};
  const pipeline::RunReport report = f.run();
  INFO(report.status.message());
  REQUIRE(report.status.ok());
  CHECK(report.isolated == 1);
  CHECK(report.parked == 1);
  CHECK(report.read == 5);
  CHECK(f.target.lines.size() == 4);
  REQUIRE(f.tasks().size() == 1);
  CHECK(f.tasks()[0].source == "{\"id\":3}");
  CHECK(f.tasks()[0].step == "transformers[0] (fake.step)");
  CHECK(f.tasks()[0].code == SLUICE_E_NO_MEMORY);
}

TEST_CASE("a fault that failed no record makes the records run one by one") {
  Fixture f;
  f.source.pages = {{"{\"id\":1}", "{\"id\":2,\"a\":{\"x\":1,\"x\":2}}", "{\"id\":3}"}};
  FakeStep step([](sluice_batch* batch, sluice_error*) -> sluice_status {
    sluice_key key = sluice_key_of("a", 1);
    for (size_t i = 0; i < batch->count; i++) {
      sluice_value* root = &sluice_record_at(batch, i)->root;
      sluice_member* a = sluice_find(batch, root, &key);
      if (a) (void)sluice_members(batch, &a->value);  // does not look at the failure
    }
    return SLUICE_OK;
  });
  f.plan.steps = {step.step("transformers[0] (fake.step)")};
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(report.isolated == 1);
  CHECK(report.parked == 1);
  CHECK(f.target.lines == std::vector<std::string>{"{\"id\":1}", "{\"id\":3}"});
  REQUIRE(f.tasks().size() == 1);
  CHECK(f.tasks()[0].source.find("\"id\":2") != std::string::npos);
}

TEST_CASE("steps start from the source text when records run one by one") {
  Fixture f;
  f.source.pages = numbered_pages(2, 2);
  FakeStep wrap([](sluice_batch* batch, sluice_error*) -> sluice_status {
    for (size_t i = 0; i < batch->count; i++) {
      const std::string text = "{\"was\":" + text_of(batch, i) + "}";
      batch->json->parse(batch, slice(text), &sluice_record_at(batch, i)->root);
    }
    return SLUICE_OK;
  });
  FakeStep choke([](sluice_batch* batch, sluice_error* error) -> sluice_status {
    return batch->count > 1 ? fail(error, SLUICE_E_NO_MEMORY, "too much") : SLUICE_OK;
  });
  f.plan.steps = {wrap.step("transformers[0] (fake.wrap)"),
                  choke.step("transformers[1] (fake.choke)")};
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(report.parked == 0);
  CHECK(f.target.lines == std::vector<std::string>{"{\"was\":{\"id\":1}}", "{\"was\":{\"id\":2}}"});
}

TEST_CASE("a step that fails in a way that may pass gets the batch again from the source text") {
  Fixture f;
  f.source.pages = numbered_pages(3, 3);
  int calls = 0;
  FakeStep step([&](sluice_batch* batch, sluice_error* error) -> sluice_status {
    sluice_record_at(batch, 0)->state = SLUICE_RECORD_FILTERED;
    return ++calls == 1 ? fail(error, SLUICE_E_UNAVAILABLE, "lookup is down") : SLUICE_OK;
  });
  f.plan.steps = {step.step("transformers[0] (fake.step)")};
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(report.retries == 1);
  CHECK(report.filtered == 1);
  CHECK(f.target.lines.size() == 2);
}

TEST_CASE("a step whose system stays down stops the run with its name and parks nothing") {
  Fixture f;
  f.source.pages = numbered_pages(3, 3);
  FakeStep step([](sluice_batch*, sluice_error* error) -> sluice_status {
    return fail(error, SLUICE_E_UNAVAILABLE, "lookup is down");
  });
  f.plan.steps = {step.step("transformers[0] (fake.step)")};
  const pipeline::RunReport report = f.run();
  CHECK(report.status.message() ==
        "pipeline products, step transformers[0] (fake.step): lookup is down, after 5 attempts");
  CHECK(f.tasks().empty());
}

TEST_CASE("a publisher that runs out of the batch's memory gets the records one by one") {
  Fixture f;
  FakeTarget second;
  f.source.pages = numbered_pages(3, 3);
  f.plan.targets.push_back(second.target("publishers[1] (fake.publisher)"));
  second.on_publish = [](sluice_batch* batch, sluice_error* error) -> sluice_status {
    return find_id(batch, 2) != SIZE_MAX ? fail(error, SLUICE_E_NO_MEMORY, "too much") : SLUICE_OK;
  };
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(f.target.lines.size() == 3);  // had taken the batch: nothing twice
  CHECK(second.lines.size() == 2);
  REQUIRE(f.tasks().size() == 1);
  CHECK(f.tasks()[0].step == "publishers[1] (fake.publisher)");
  CHECK(f.tasks()[0].source == "{\"id\":2}");
}

TEST_CASE("records that failed before a batch is repeated make one task each") {
  Fixture f;
  f.source.pages = numbered_pages(3, 3);
  FakeStep refuse([](sluice_batch* batch, sluice_error*) -> sluice_status {
    const size_t at = find_id(batch, 1);
    if (at != SIZE_MAX) batch->records_api->fail_record(batch, at, SLUICE_E_DATA, slice("no"));
    return SLUICE_OK;
  });
  FakeStep choke([](sluice_batch* batch, sluice_error* error) -> sluice_status {
    return batch->count > 1 ? fail(error, SLUICE_E_NO_MEMORY, "too much") : SLUICE_OK;
  });
  f.plan.steps = {refuse.step("transformers[0] (fake.refuse)"),
                  choke.step("transformers[1] (fake.choke)")};
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(report.parked == 1);
  REQUIRE(f.tasks().size() == 1);
  CHECK(f.tasks()[0].part == 0);
  CHECK(f.tasks()[0].attempts == 1);
}

TEST_CASE("a text step's responses become records and its failures park one record each") {
  Fixture f;
  f.source.pages = numbered_pages(5, 5);
  FakeTextStep step(
      [](std::string_view record, sluice_text* out, sluice_error* error) -> sluice_status {
        if (record == "{\"id\":1}") return SLUICE_OK;
        if (record == "{\"id\":2}") return fail(error, SLUICE_E_INVALID, "no name");
        if (record == "{\"id\":3}") return out->put(out, slice("{\"id\":")), SLUICE_OK;
        out->put(out, slice("{\"a\":1}"));
        if (record == "{\"id\":4}") out->put(out, slice("{\"b\":2}"));
        return SLUICE_OK;
      });
  f.plan.steps = {step.step("transformers[0] (fake.text)")};
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(report.filtered == 1);
  CHECK(report.parked == 2);
  CHECK(f.target.lines == std::vector<std::string>{"{\"a\":1}", "{\"b\":2}", "{\"a\":1}"});
  REQUIRE(f.tasks().size() == 2);
  CHECK(f.tasks()[0].message == "no name");
  CHECK(f.tasks()[1].message.find("its output is not JSON") == 0);
}

TEST_CASE("a text step with a bug stops the run") {
  Fixture f;
  f.source.pages = numbered_pages(1, 1);
  FakeTextStep step([](std::string_view, sluice_text*, sluice_error* error) -> sluice_status {
    return fail(error, SLUICE_E_INTERNAL, "bug");
  });
  f.plan.steps = {step.step("transformers[0] (fake.text)")};
  CHECK(f.run().status.code() == SLUICE_E_INTERNAL);
  CHECK(f.tasks().empty());
}

namespace {

// Makes one record of two: {"of":[…,…]} from each pair of neighbours.
sluice_status merge_pairs(sluice_batch* batch, sluice_error*) {
  for (size_t i = 0; i + 1 < batch->count; i += 2) {
    const std::string text = "{\"of\":[" + text_of(batch, i) + "," + text_of(batch, i + 1) + "]}";
    batch->json->parse(batch, slice(text), &sluice_record_at(batch, i)->root);
    batch->records_api->add_origin(batch, i, i + 1);
    sluice_record_at(batch, i + 1)->state = SLUICE_RECORD_FILTERED;
  }
  return SLUICE_OK;
}

sluice_status refuse_many(sluice_batch* batch, sluice_error* error) {
  size_t live = 0;
  for (size_t i = 0; i < batch->count; i++)
    live += sluice_record_at(batch, i)->state == SLUICE_RECORD_LIVE;
  return live > 1 ? fail(error, SLUICE_E_NO_MEMORY, "too much") : SLUICE_OK;
}

}  // namespace

TEST_CASE("records that a step made one of stay one when a batch runs again record by record") {
  Fixture f;
  FakeTarget second;
  f.source.pages = numbered_pages(5, 5);
  FakeStep merge(merge_pairs);
  f.plan.steps = {merge.step("transformers[0] (fake.merge)")};
  f.plan.targets.push_back(second.target("publishers[1] (fake.publisher)"));
  second.on_publish = refuse_many;
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(report.isolated == 1);
  CHECK(report.parked == 0);
  CHECK(f.target.lines == std::vector<std::string>{"{\"of\":[{\"id\":1},{\"id\":2}]}",
                                                   "{\"of\":[{\"id\":3},{\"id\":4}]}",
                                                   "{\"id\":5}"});
  CHECK(second.lines == f.target.lines);
}

TEST_CASE(
    "where the last version was taken an earlier one does not come over it, as another target "
    "refused") {
  Fixture f;
  FakeTarget second;
  f.source.pages = {{R"({"id":1,"v":0})", R"({"id":2})", R"({"id":1,"v":1})"}};
  FakeStep last([](sluice_batch* batch, sluice_error*) -> sluice_status {
    if (batch->count == 3) batch->records_api->filter_for(batch, 0, 2);
    return SLUICE_OK;
  });
  f.plan.steps = {last.step("transformers[0] (fake.last)")};
  f.plan.targets.push_back(second.target("publishers[1] (fake.publisher)"));
  second.on_publish = [](sluice_batch* batch, sluice_error*) -> sluice_status {
    for (size_t i = 0; i < batch->count; i++)
      if (text_of(batch, i) == R"({"id":1,"v":1})")
        batch->records_api->fail_record(batch, i, SLUICE_E_DATA, slice("refused"));
    return SLUICE_OK;
  };
  REQUIRE(f.run().status.ok());
  CHECK(f.target.lines == std::vector<std::string>{R"({"id":2})", R"({"id":1,"v":1})"});
  CHECK(second.lines == std::vector<std::string>{R"({"id":2})", R"({"id":1,"v":0})"});
}

TEST_CASE("each of several records that were made of the same ones has tasks of its own") {
  Fixture f;
  f.source.pages = numbered_pages(2, 2);
  FakeStep merge([](sluice_batch* batch, sluice_error*) -> sluice_status {
    for (const char* text : {R"({"is":"a"})", R"({"is":"b"})"}) {
      size_t made = 0;
      batch->records_api->add_record(batch, 0, &made);
      batch->json->parse(batch, slice(text), &sluice_record_at(batch, made)->root);
      batch->records_api->add_origin(batch, made, 1);
    }
    for (size_t i = 0; i < 2; i++) sluice_record_at(batch, i)->state = SLUICE_RECORD_FILTERED;
    return SLUICE_OK;
  });
  FakeStep refuse([](sluice_batch* batch, sluice_error*) -> sluice_status {
    for (size_t i = 0; i < batch->count; i++)
      if (sluice_record_at(batch, i)->state == SLUICE_RECORD_LIVE)
        batch->records_api->fail_record(batch, i, SLUICE_E_DATA, slice("no"));
    return SLUICE_OK;
  });
  f.plan.steps = {merge.step("transformers[0] (fake.merge)"),
                  refuse.step("transformers[1] (fake.refuse)")};
  REQUIRE(f.run().status.ok());
  REQUIRE(f.tasks().size() == 4);
  std::map<std::string, std::set<std::string>> values;  // by what makes tasks one value
  for (const store::Task& task : f.tasks()) values[task.merged].insert(task.value);
  CHECK(values.size() == 2);
  for (const auto& [merged, of_it] : values) CHECK(of_it.size() == 1);
}

TEST_CASE("a merged record that cannot be delivered parks everything it was made of, once each") {
  Fixture f;
  f.source.pages = numbered_pages(4, 4);
  FakeStep merge(merge_pairs);
  FakeStep choke([](sluice_batch* batch, sluice_error* error) -> sluice_status {
    for (size_t i = 0; i < batch->count; i++)
      if (text_of(batch, i).find("\"id\":3") != std::string::npos)
        return fail(error, SLUICE_E_NO_MEMORY, "too much");
    return SLUICE_OK;
  });
  f.plan.steps = {merge.step("transformers[0] (fake.merge)"),
                  choke.step("transformers[1] (fake.choke)")};
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(report.parked == 2);
  CHECK(f.target.lines == std::vector<std::string>{"{\"of\":[{\"id\":1},{\"id\":2}]}"});
  REQUIRE(f.tasks().size() == 2);
  CHECK(f.tasks()[0].source == "{\"id\":3}");
  CHECK(f.tasks()[1].source == "{\"id\":4}");
}

TEST_CASE("what parked before park_limit stops a page that runs one by one stays parked") {
  Fixture f;
  f.source.pages = numbered_pages(5, 5);
  f.plan.park_limit = 2;
  FakeStep step([](sluice_batch* batch, sluice_error* error) -> sluice_status {
    return batch->count > 1 ? fail(error, SLUICE_E_DATA, "not all at once") : SLUICE_OK;
  });
  f.plan.steps = {step.step("transformers[0] (fake.step)")};
  bool wrong = true;
  f.target.outcome = [&](std::string_view) -> sluice_status {
    return wrong ? SLUICE_E_DATA : SLUICE_OK;
  };
  CHECK_FALSE(f.run().status.ok());
  wrong = false;
  REQUIRE(f.run().status.ok());
  CHECK(f.target.lines.size() + f.tasks().size() == 5);
}
