#include <doctest/doctest.h>

#include <string>

#include "fixture.hpp"

using namespace sluice;
using namespace sluice::test;

TEST_CASE("a walk delivers every record in order and records its completion") {
  Fixture f;
  f.source.pages = numbered_pages(7, 3);
  for (unsigned lanes : {1u, 2u}) {
    CAPTURE(lanes);
    Fixture g;
    g.source.pages = f.source.pages;
    g.plan.lanes = lanes;
    const pipeline::RunReport report = g.run();
    INFO(report.status.message());
    REQUIRE(report.status.ok());
    CHECK(report.lanes == lanes);
    CHECK(report.walk_complete);
    CHECK(report.read == 7);
    CHECK(report.pages == 3);
    CHECK(report.targets[0].delivered == 7);
    REQUIRE(g.target.lines.size() == 7);
    for (size_t i = 0; i < 7; i++)
      CHECK(g.target.lines[i] == "{\"id\":" + std::to_string(i + 1) + "}");
    CHECK(g.state().cursor.text == "3");
    CHECK(g.state().cursor.walk == store::Walk::finished);
    CHECK(g.target.finishes == 1);
    CHECK(g.target.flushes.back() == 1);
  }
}

TEST_CASE("the next walk goes on from the committed cursor and position") {
  Fixture f;
  f.source.pages = numbered_pages(4, 2);
  REQUIRE(f.run().status.ok());
  f.source.pages.push_back({"{\"id\":5}"});
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(report.read == 1);
  CHECK(f.source.seeks == std::vector<std::string>{"", "2"});
  CHECK(f.target.resumes == std::vector<std::string>{"", "4"});
  CHECK(f.target.lines.size() == 5);
}

TEST_CASE("a walk without anything new delivers nothing and completes") {
  Fixture f;
  f.source.pages = numbered_pages(4, 2);
  REQUIRE(f.run().status.ok());
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(report.walk_complete);
  CHECK(report.read == 0);
  CHECK(f.target.lines.size() == 4);
}

TEST_CASE("a record that a step makes null of parks, and no target gets it") {
  Fixture f;
  f.source.pages = numbered_pages(2, 2);
  FakeStep step([](sluice_batch* batch, sluice_error*) -> sluice_status {
    return batch->json->parse(batch, slice("null"), &sluice_record_at(batch, 0)->root);
  });
  f.plan.steps = {step.step("transformers[0] (fake.step)")};
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(report.parked == 1);
  CHECK(f.target.lines == std::vector<std::string>{"{\"id\":2}"});
  REQUIRE(f.tasks().size() == 1);
  CHECK(f.tasks()[0].message.starts_with("the step made null of it: there is no record in it"));
  CHECK(f.tasks()[0].step == "transformers[0] (fake.step)");
}

TEST_CASE("steps filter, fail and add records, and every origin is counted once") {
  Fixture f;
  f.source.pages = numbered_pages(4, 4);
  FakeStep step([](sluice_batch* batch, sluice_error*) -> sluice_status {
    const size_t count = batch->count;
    for (size_t i = 0; i < count; i++) {
      if (has_id(batch, i, 1)) sluice_record_at(batch, i)->state = SLUICE_RECORD_FILTERED;
      if (has_id(batch, i, 2))
        batch->records_api->fail_record(batch, i, SLUICE_E_DATA, slice("no price"));
      if (!has_id(batch, i, 3)) continue;
      size_t added = 0;
      batch->records_api->add_record(batch, i, &added);
      sluice_record_at(batch, added)->root = sluice_record_at(batch, i)->root;
    }
    return SLUICE_OK;
  });
  f.plan.steps = {step.step("transformers[0] (fake.step)")};
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(report.read == 4);
  CHECK(report.filtered == 1);
  CHECK(report.parked == 1);
  CHECK(report.targets[0].delivered == 3);
}

TEST_CASE("a failing record becomes a task with source, value, step and reason") {
  Fixture f;
  f.source.pages = {{R"({"id":1,"token":"s3cret"})"}};
  f.plan.redact = [](std::string_view text) {
    std::string out(text);
    if (size_t at = out.find("s3cret"); at != std::string::npos) out.replace(at, 6, "***");
    return out;
  };
  FakeStep step([](sluice_batch* batch, sluice_error*) -> sluice_status {
    sluice_value changed;
    batch->json->parse(batch, slice(R"({"id":1,"half":true})"), &changed);
    sluice_record_at(batch, 0)->root = changed;
    batch->records_api->fail_record(batch, 0, SLUICE_E_DATA, slice("s3cret is no price"));
    return SLUICE_OK;
  });
  f.plan.steps = {step.step("transformers[0] (fake.step)")};
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  REQUIRE(f.tasks().size() == 1);
  const store::Task task = f.tasks()[0];
  CHECK(task.pipeline == "products");
  CHECK(task.step == "transformers[0] (fake.step)");
  CHECK(task.source == R"({"id":1,"token":"***"})");
  CHECK(task.value == R"({"id":1,"half":true})");
  CHECK(task.code == SLUICE_E_DATA);
  CHECK(task.message == "*** is no price");
  CHECK(task.first_us >= 1'700'000'000'000'000);
  CHECK(task.attempts == 1);
  CHECK(task.origin.size() == 32);
}

TEST_CASE("two failing descendants of one record are two tasks") {
  Fixture f;
  f.source.pages = {{R"({"id":1})"}};
  FakeStep step([](sluice_batch* batch, sluice_error*) -> sluice_status {
    size_t added = 0;
    batch->records_api->add_record(batch, 0, &added);
    for (size_t i = 0; i < 2; i++)
      batch->records_api->fail_record(batch, i, SLUICE_E_DATA, slice("no"));
    return SLUICE_OK;
  });
  f.plan.steps = {step.step("transformers[0] (fake.step)")};
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(report.parked == 1);
  REQUIRE(f.tasks().size() == 2);
  CHECK(f.tasks()[0].origin == f.tasks()[1].origin);
  CHECK(f.tasks()[1].part == 1);
}

TEST_CASE("a record over a limit in a sound page parks and the others are delivered") {
  Fixture f;
  f.source.pages = {{R"({"id":1})", R"({"id":2,"text":")" + std::string(300, 'x') + "\"}"}};
  f.plan.limits.record_bytes = 100;
  const pipeline::RunReport report = f.run();
  INFO(report.status.message());
  REQUIRE(report.status.ok());
  CHECK(report.read == 2);
  CHECK(report.parked == 1);
  CHECK(f.target.lines.size() == 1);
  REQUIRE(f.tasks().size() == 1);
  CHECK(f.tasks()[0].step == "subscriber (fake.subscriber)");
}

TEST_CASE("a step that hides a batch's records is a bug of that step and stops the run") {
  Fixture f;
  f.source.pages = numbered_pages(2, 2);
  FakeStep step([](sluice_batch* batch, sluice_error*) -> sluice_status {
    batch->count = 1;
    return SLUICE_OK;
  });
  f.plan.steps = {step.step("transformers[0] (fake.step)")};
  const pipeline::RunReport report = f.run();
  CHECK(report.status.code() == SLUICE_E_INTERNAL);
  CHECK(report.status.message().find("step transformers[0] (fake.step)") != std::string::npos);
  CHECK(f.nothing_settled());
}

TEST_CASE("an exception that leaves a component is an error of that component") {
  Fixture f;
  f.source.pages = numbered_pages(2, 2);
  FakeStep step(
      [](sluice_batch*, sluice_error*) -> sluice_status { throw std::runtime_error("boom"); });
  f.plan.steps = {step.step("transformers[0] (fake.step)")};
  const pipeline::RunReport report = f.run();
  CHECK(report.status.code() == SLUICE_E_INTERNAL);
  CHECK(report.status.message().find("boom") != std::string::npos);
}

TEST_CASE("a status that does not exist is an error of the component that answered it") {
  Fixture f;
  f.source.pages = numbered_pages(2, 2);
  FakeStep step([](sluice_batch*, sluice_error*) -> sluice_status { return 99; });
  f.plan.steps = {step.step("transformers[0] (fake.step)")};
  const pipeline::RunReport report = f.run();
  CHECK(report.status.code() == SLUICE_E_INTERNAL);
  CHECK(report.status.message().find("status 99") != std::string::npos);
}

TEST_CASE("secrets are in no message of a run") {
  Fixture f;
  f.source.pages = numbered_pages(1, 1);
  f.plan.redact = [](std::string_view text) {
    return text.find("s3cret") == std::string_view::npos ? std::string(text) : "redacted";
  };
  f.target.on_publish = [](sluice_batch*, sluice_error* e) -> sluice_status {
    return fail(e, SLUICE_E_AUTH, "token s3cret was refused");
  };
  const pipeline::RunReport report = f.run();
  CHECK(report.status.code() == SLUICE_E_AUTH);
  CHECK(report.status.message() == "redacted");
}

TEST_CASE("two lanes deliver, park and filter exactly what one lane does") {
  std::vector<std::string> lines[2];
  uint64_t parked[2] = {};
  uint64_t filtered[2] = {};
  for (unsigned lanes : {1u, 2u}) {
    Fixture f;
    f.plan.lanes = lanes;
    f.source.pages = numbered_pages(500, 7);
    FakeStep step([](sluice_batch* batch, sluice_error*) -> sluice_status {
      for (size_t i = 0; i < batch->count; i++)
        if (text_of(batch, i).find('3') != std::string::npos)
          sluice_record_at(batch, i)->state = SLUICE_RECORD_FILTERED;
      return SLUICE_OK;
    });
    f.plan.steps = {step.step("transformers[0] (fake.step)")};
    f.target.outcome = [](std::string_view r) -> sluice_status {
      return r.find('9') != std::string_view::npos ? SLUICE_E_DATA : SLUICE_OK;
    };
    const pipeline::RunReport report = f.run();
    REQUIRE(report.status.ok());
    lines[lanes - 1] = f.target.lines;
    parked[lanes - 1] = report.parked;
    filtered[lanes - 1] = report.filtered;
    CHECK(f.tasks().size() == report.parked);
  }
  CHECK(lines[0] == lines[1]);
  CHECK(parked[0] == parked[1]);
  CHECK(filtered[0] == filtered[1]);
  CHECK(parked[0] > 0);
  CHECK(filtered[0] > 0);
}
