// Records that become too much for one batch: they are made, and delivered, in parts.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>

#include "fixture.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

// Makes of each record {"n":COUNT,...} that many: {"i":0}, {"i":1}, ... with `size` bytes each.
sluice_status multiply(sluice_batch* batch, size_t size, const std::string& name) {
  for (size_t i = 0, count = batch->count; i < count; i++) {
    if (sluice_record_at(batch, i)->state != SLUICE_RECORD_LIVE) continue;
    const std::string text = text_of(batch, i);
    const size_t at = text.find("\"" + name + "\":");
    if (at == std::string::npos) continue;
    const size_t wanted = std::stoul(text.substr(at + name.size() + 3));
    const std::string rest = text.substr(0, at) + "\"" + name + "_\":";
    for (size_t k = 0; k < wanted; k++) {
      size_t index = 0;
      const sluice_status code = batch->records_api->add_record(batch, i, &index);
      if (code == SLUICE_PAUSED) continue;
      if (code) return code;
      std::string made = rest + std::to_string(k) + text.substr(text.find_first_of(",}", at));
      made.insert(made.size() - 1, ",\"fill_" + name + "\":\"" + std::string(size, 'x') + "\"");
      if (auto s = batch->json->parse(batch, slice(made), &sluice_record_at(batch, index)->root))
        return s;
    }
    sluice_record_at(batch, i)->state = SLUICE_RECORD_FILTERED;
  }
  return SLUICE_OK;
}

struct LargeFixture : Fixture {
  std::map<std::string, int> delivered;  // without what fills them
  size_t largest = 0;                    // batch

  LargeFixture() {
    plan.limits.batch_memory = record::kMiB;
    plan.limits.page_bytes = record::kMiB / 4;
    plan.limits.record_bytes = record::kMiB / 8;
    target.outcome = [this](std::string_view record) {
      delivered[std::string(record.substr(0, record.find(",\"fill")))]++;
      return SLUICE_OK;
    };
    target.on_publish = [this](sluice_batch* batch, sluice_error*) {
      largest = std::max(largest, record::Batch::of(batch).memory_used());
      return SLUICE_OK;
    };
  }
  bool each_once(size_t count) const {
    return delivered.size() == count &&
           std::all_of(delivered.begin(), delivered.end(), [](auto& d) { return d.second == 1; });
  }
};

FakeStep multiplier(size_t size, std::string name = "n") {
  return FakeStep(
      [size, name](sluice_batch* batch, sluice_error*) { return multiply(batch, size, name); });
}

}  // namespace

TEST_CASE(
    "a record that becomes more than a batch holds is delivered in parts, each of them once") {
  LargeFixture f;
  FakeStep step = multiplier(1000);
  f.plan.steps = {step.step("transformers[0] (fake.branch)")};
  f.source.pages = {{R"({"a":1,"n":2})", R"({"a":2,"n":5000})", R"({"a":3,"n":1})"}};
  const pipeline::RunReport report = f.run();
  REQUIRE_MESSAGE(report.status.ok(), report.status.message());
  CHECK(f.each_once(5003));
  CHECK(report.parked == 0);
  CHECK(f.largest <= f.plan.limits.batch_memory);
  CHECK(report.targets[0].delivered == 5003);
}

TEST_CASE("steps that multiply one behind the other are divided, too") {
  LargeFixture f;
  FakeStep first = multiplier(10, "n"), second = multiplier(500, "m");
  f.plan.steps = {first.step("transformers[0] (fake.first)"),
                  second.step("transformers[1] (fake.second)")};
  f.source.pages = {{R"({"n":30,"m":3000})"}};
  const pipeline::RunReport report = f.run();
  REQUIRE_MESSAGE(report.status.ok(), report.status.message());
  CHECK(f.each_once(30 * 3000));
  CHECK(report.parked == 0);
}

TEST_CASE("of what a record becomes only that is parked which is too large alone") {
  LargeFixture f;
  FakeStep step = multiplier(10);
  FakeStep swell([](sluice_batch* batch, sluice_error*) -> sluice_status {
    for (size_t i = 0; i < batch->count; i++) {
      if (sluice_record_at(batch, i)->state != SLUICE_RECORD_LIVE) continue;
      const bool huge = text_of(batch, i).find("\"n_\":7,") != std::string::npos;
      if (!sluice_alloc(batch->arena, huge ? 2 * record::kMiB : 100'000)) return SLUICE_E_NO_MEMORY;
    }
    return SLUICE_OK;
  });
  f.plan.steps = {step.step("transformers[0] (fake.branch)"),
                  swell.step("transformers[1] (fake.swell)")};
  f.source.pages = {{R"({"n":40})", R"({"b":2})"}};
  const pipeline::RunReport report = f.run();
  REQUIRE_MESSAGE(report.status.ok(), report.status.message());
  CHECK(f.each_once(40));
  CHECK(f.delivered.count(R"({"n_":7)") == 0);
  CHECK(report.parked == 1);
  REQUIRE(f.tasks().size() == 1);
  CHECK(f.tasks()[0].source == R"({"n":40})");
  CHECK(f.tasks()[0].message.find("a part of the records it becomes") != std::string::npos);
}

TEST_CASE("where all that a record becomes is too large one by one, few tasks tell it") {
  LargeFixture f;
  FakeStep step = multiplier(10);
  FakeStep swell([](sluice_batch* batch, sluice_error*) -> sluice_status {
    for (size_t i = 0; i < batch->count; i++)
      if (sluice_record_at(batch, i)->state == SLUICE_RECORD_LIVE &&
          !sluice_alloc(batch->arena, 2 * record::kMiB))
        return SLUICE_E_NO_MEMORY;
    return SLUICE_OK;
  });
  f.plan.steps = {step.step("transformers[0] (fake.branch)"),
                  swell.step("transformers[1] (fake.swell)")};
  f.source.pages = {{R"({"n":4000})"}};
  const pipeline::RunReport report = f.run();
  REQUIRE_MESSAGE(report.status.ok(), report.status.message());
  CHECK(f.delivered.empty());
  CHECK(report.parked == 1);
  CHECK(f.tasks().size() < 30);
}

TEST_CASE(
    "a step that hands on that a record is left out parks what is too much, and nothing stops") {
  LargeFixture f;
  FakeStep step([](sluice_batch* batch, sluice_error*) -> sluice_status {
    for (size_t i = 0, count = batch->count; i < count; i++) {
      sluice_record_at(batch, i)->state = SLUICE_RECORD_FILTERED;
      for (int k = 0; k < 5000; k++) {
        size_t index = 0;
        if (auto code = batch->records_api->add_record(batch, i, &index)) return code;
      }
    }
    return SLUICE_OK;
  });
  f.plan.steps = {step.step("transformers[0] (fake.branch)")};
  f.source.pages = {{"{}"}};
  const pipeline::RunReport report = f.run();
  REQUIRE_MESSAGE(report.status.ok(), report.status.message());
  CHECK(report.parked == 1);
  CHECK(f.tasks().size() < 40);
}

TEST_CASE("a step before the one that multiplies remembers each record once") {
  LargeFixture f;
  FakeStep seen([&seen](sluice_batch* batch, sluice_error*) -> sluice_status {
    for (size_t i = 0; i < batch->count; i++) {
      const std::string key = text_of(batch, i);
      if (*seen.state->get(batch, key))
        sluice_record_at(batch, i)->state = SLUICE_RECORD_FILTERED;
      else if (Status s = seen.state->put_for(batch, i, key, "1"); !s)
        return s.code();
    }
    return SLUICE_OK;
  });
  FakeStep step = multiplier(1000);
  f.plan.steps = {seen.step("transformers[0] (fake.distinct)"),
                  step.step("transformers[1] (fake.branch)")};
  f.source.pages = {{R"({"n":3000})"}, {R"({"n":3000})"}};
  const pipeline::RunReport report = f.run();
  REQUIRE_MESSAGE(report.status.ok(), report.status.message());
  CHECK(f.each_once(3000));
  CHECK(report.filtered == 1);
}

TEST_CASE("a step behind the one that multiplies sees repeats across its parts") {
  LargeFixture f;
  FakeStep step = multiplier(1000);
  FakeStep seen([&seen](sluice_batch* batch, sluice_error*) -> sluice_status {
    for (size_t i = 0; i < batch->count; i++) {
      if (sluice_record_at(batch, i)->state != SLUICE_RECORD_LIVE) continue;
      const std::string text = text_of(batch, i);
      const std::string key = std::to_string(std::stoul(text.substr(text.find("_\":") + 3)) % 10);
      if (*seen.state->get(batch, key))
        sluice_record_at(batch, i)->state = SLUICE_RECORD_FILTERED;
      else if (Status s = seen.state->put_for(batch, i, key, "1"); !s)
        return s.code();
    }
    return SLUICE_OK;
  });
  f.plan.steps = {step.step("transformers[0] (fake.branch)"),
                  seen.step("transformers[1] (fake.distinct)")};
  f.source.pages = {{R"({"n":3000})"}};
  const pipeline::RunReport report = f.run();
  REQUIRE_MESSAGE(report.status.ok(), report.status.message());
  CHECK(f.each_once(10));
}

TEST_CASE("a target that took a part is not offered it again when another target cannot hold it") {
  LargeFixture f;
  FakeTarget second;
  second.on_publish = [](sluice_batch* batch, sluice_error* error) -> sluice_status {
    size_t live = 0;
    for (size_t i = 0; i < batch->count; i++)
      live += sluice_record_at(batch, i)->state == SLUICE_RECORD_LIVE;
    return live > 100 ? fail(error, SLUICE_E_NO_MEMORY, "too many lines") : SLUICE_OK;
  };
  f.plan.targets.push_back(second.target("publishers[1] (fake.publisher)"));
  FakeStep step = multiplier(10);
  f.plan.steps = {step.step("transformers[0] (fake.branch)")};
  f.source.pages = {{R"({"n":1000})"}};
  const pipeline::RunReport report = f.run();
  REQUIRE_MESSAGE(report.status.ok(), report.status.message());
  CHECK(f.each_once(1000));
  CHECK(second.lines.size() == 1000);
}

TEST_CASE("a text transformer's many responses are delivered in parts") {
  LargeFixture f;
  FakeTextStep step([](std::string_view, sluice_text* out, sluice_error*) -> sluice_status {
    for (int i = 0; i < 600; i++) {
      const std::string response =
          R"({"i":)" + std::to_string(i) + R"(,"fill":")" + std::string(500, 'x') + "\"}";
      out->put(out, slice(response));
    }
    return SLUICE_OK;
  });
  f.plan.steps = {step.step("transformers[0] (fake.text)")};
  f.source.pages = {{"{}"}};
  const pipeline::RunReport report = f.run();
  REQUIRE_MESSAGE(report.status.ok(), report.status.message());
  CHECK(f.each_once(600));
  CHECK(report.parked == 0);
}

TEST_CASE(
    "responses of a text transformer that take more memory than their text are not cut short") {
  // Whichever of them is the first that does not fit, the last one included.
  for (int count = 1; count <= 40; count++) {
    CAPTURE(count);
    LargeFixture f;
    FakeTextStep step([count](std::string_view, sluice_text* out, sluice_error*) -> sluice_status {
      for (int i = 0; i < count; i++) {
        std::string response = R"({"i":)" + std::to_string(i) + R"(,"fill":1)";
        for (int n = 0; n < 1000; n++) response += ",\"" + std::to_string(n) + "\":1";
        out->put(out, slice(response + "}"));
      }
      return SLUICE_OK;
    });
    f.plan.steps = {step.step("transformers[0] (fake.text)")};
    f.source.pages = {{"{}"}};
    const pipeline::RunReport report = f.run();
    REQUIRE_MESSAGE(report.status.ok(), report.status.message());
    CHECK(f.each_once(static_cast<size_t>(count)));
    CHECK(report.parked == 0);
  }
}

TEST_CASE("a text transformer that answers without end parks its record") {
  LargeFixture f;
  FakeTextStep step([](std::string_view, sluice_text* out, sluice_error*) -> sluice_status {
    for (int i = 0; i < 100'000; i++) out->put(out, slice(std::string(1000, '1')));
    return SLUICE_OK;
  });
  f.plan.steps = {step.step("transformers[0] (fake.text)")};
  f.source.pages = {{"{}"}};
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(report.parked == 1);
}

TEST_CASE("tasks of what one record becomes are as many as a commit may wait for") {
  LargeFixture f;
  f.plan.commit.max_bytes = 20'000;
  f.plan.park_limit = 0;
  FakeStep step = multiplier(1000);
  f.target.outcome = [](std::string_view) -> sluice_status { return SLUICE_E_DATA; };
  f.plan.steps = {step.step("transformers[0] (fake.branch)")};
  f.source.pages = {{R"({"n":3000})", R"({"n":2})"}};
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(report.parked == 2);
  CHECK(report.targets[0].parked == 3002);
  const auto tasks = f.tasks();
  CHECK(tasks.size() < 30);
  CHECK(std::any_of(tasks.begin(), tasks.end(), [](const store::Task& task) {
    return task.message.find("further records that came from this one failed here, too") !=
           std::string::npos;
  }));
  CHECK(std::any_of(tasks.begin(), tasks.end(),
                    [](const store::Task& task) { return task.source == R"({"n":2})"; }));
}

TEST_CASE("what a publisher took before its memory ended is not delivered again in parts") {
  LargeFixture f;
  FakeStep step = multiplier(10);
  f.target.outcome = [&f](std::string_view record) -> sluice_status {
    if (record.find("\"n_\":7,") != std::string_view::npos) return SLUICE_E_NO_MEMORY;
    f.delivered[std::string(record.substr(0, record.find(",\"fill")))]++;
    return SLUICE_OK;
  };
  f.plan.steps = {step.step("transformers[0] (fake.branch)")};
  f.source.pages = {{R"({"n":10})", R"({"b":2})"}};
  const pipeline::RunReport report = f.run();
  REQUIRE_MESSAGE(report.status.ok(), report.status.message());
  CHECK(f.each_once(10));  // nine of them, and the other record
  CHECK(report.targets[0].parked == 1);
}

TEST_CASE("of many parts of a record that fail the last task says that there are more") {
  Fixture f;
  f.source.pages = {{"{\"id\":1}", "{\"id\":2}"}};
  f.plan.commit.max_bytes = 1;
  FakeTextStep step([](std::string_view record, sluice_text* out, sluice_error*) -> sluice_status {
    for (int i = 0; i < 3; i++) out->put(out, slice(record));
    return SLUICE_OK;
  });
  f.plan.steps = {step.step("transformers[0] (fake.text)")};
  f.target.outcome = [](std::string_view) { return SLUICE_E_DATA; };
  REQUIRE(f.run().status.ok());
  REQUIRE(f.tasks().size() == 2);
  for (const store::Task& task : f.tasks())
    CHECK(task.message.find("further records that came from this one") != std::string::npos);
}

namespace {

// A second target, which gets the records as they are; the first one has steps of its own.
struct OwnLarge : LargeFixture {
  FakeTarget plain;

  void give_steps(std::vector<pipeline::Step> steps) {
    plan.targets[0].steps = std::move(steps);
    plan.targets.push_back(plain.target("publishers[1] (fake.publisher)"));
  }
};

}  // namespace

TEST_CASE("what a target's own step makes too much of reaches it in parts, and nobody else") {
  for (const bool own_first : {true, false}) {
    CAPTURE(own_first);
    OwnLarge f;
    FakeStep step = multiplier(1000);
    f.give_steps({step.step("publishers[0].transformers[0] (fake.branch)")});
    if (!own_first) std::swap(f.plan.targets[0], f.plan.targets[1]);
    f.source.pages = {{R"({"a":1,"n":2})", R"({"a":2,"n":5000})", R"({"a":3,"n":1})"}};
    const pipeline::RunReport report = f.run();
    REQUIRE_MESSAGE(report.status.ok(), report.status.message());
    CHECK(f.each_once(5003));
    CHECK(f.plain.lines.size() == 3);
    CHECK(report.parked == 0);
    CHECK(report.targets[own_first ? 0 : 1].filtered == 3);
  }
}

TEST_CASE("a pipeline's step and a target's own that multiply are divided, too") {
  OwnLarge f;
  FakeStep first = multiplier(10, "n"), second = multiplier(500, "m");
  f.plan.steps = {first.step("transformers[0] (fake.first)")};
  f.give_steps({second.step("publishers[0].transformers[0] (fake.second)")});
  f.source.pages = {{R"({"n":30,"m":3000})"}};
  const pipeline::RunReport report = f.run();
  REQUIRE_MESSAGE(report.status.ok(), report.status.message());
  CHECK(f.each_once(30 * 3000));
  CHECK(f.plain.lines.size() == 30);
  CHECK(report.parked == 0);
}

TEST_CASE("of what a target's own step makes only that parks which is too large alone") {
  OwnLarge f;
  FakeStep step = multiplier(10);
  FakeStep swell([](sluice_batch* batch, sluice_error*) -> sluice_status {
    for (size_t i = 0; i < batch->count; i++) {
      if (sluice_record_at(batch, i)->state != SLUICE_RECORD_LIVE) continue;
      const bool huge = text_of(batch, i).find("\"n_\":7,") != std::string::npos;
      if (!sluice_alloc(batch->arena, huge ? 2 * record::kMiB : 100'000)) return SLUICE_E_NO_MEMORY;
    }
    return SLUICE_OK;
  });
  f.give_steps({step.step("publishers[0].transformers[0] (fake.branch)"),
                swell.step("publishers[0].transformers[1] (fake.swell)")});
  f.source.pages = {{R"({"n":40})", R"({"b":2})"}};
  const pipeline::RunReport report = f.run();
  REQUIRE_MESSAGE(report.status.ok(), report.status.message());
  CHECK(f.each_once(40));
  CHECK(f.plain.lines.size() == 2);
  REQUIRE(f.tasks().size() == 1);
  CHECK(f.tasks()[0].step == "publishers[0].transformers[1] (fake.swell)");
  CHECK(f.tasks()[0].message.find("a part of the records it becomes") != std::string::npos);
}
