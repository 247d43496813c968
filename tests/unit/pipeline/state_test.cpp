#include <doctest/doctest.h>

#include <map>
#include <string>
#include <utility>

#include "fixture.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

// Drops records it has seen, as a deduplicating step does.
sluice_status drop_seen(services::StateAccess& state, sluice_batch* batch) {
  for (size_t i = 0; i < batch->count; i++) {
    const std::string key = text_of(batch, i);
    auto seen = state.get(batch, key);
    if (!seen) return seen.status().code();
    if (*seen)
      sluice_record_at(batch, i)->state = SLUICE_RECORD_FILTERED;
    else if (Status s = state.put(batch, key, "1"); !s)
      return s.code();
  }
  return SLUICE_OK;
}

struct StateFixture : Fixture {
  FakeStep step{[this](sluice_batch* batch, sluice_error*) -> sluice_status {
    return drop_seen(*step.state, batch);
  }};
  StateFixture() { plan.steps = {step.step("transformers[0] (fake.dedupe)")}; }
};

}  // namespace

TEST_CASE("state written in a batch is read by the same and by later batches") {
  StateFixture f;
  f.source.pages = {{"{\"id\":1}", "{\"id\":2}", "{\"id\":1}"}, {"{\"id\":2}", "{\"id\":3}"}};
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(f.target.lines == std::vector<std::string>{"{\"id\":1}", "{\"id\":2}", "{\"id\":3}"});
  CHECK(report.filtered == 2);
}

TEST_CASE("state is committed with the cursor and read in the next run") {
  StateFixture f;
  f.source.pages = {{"{\"id\":1}"}};
  REQUIRE(f.run().status.ok());
  f.source.pages.push_back({"{\"id\":1}", "{\"id\":2}"});
  REQUIRE(f.run().status.ok());
  CHECK(f.target.lines == std::vector<std::string>{"{\"id\":1}", "{\"id\":2}"});
}

TEST_CASE("state of a batch that is not committed is lost with it") {
  StateFixture f;
  f.source.pages = {{"{\"id\":1}"}, {"{\"id\":2}"}};
  f.plan.commit.max_batches = 1;
  f.target.on_publish = [](sluice_batch* batch, sluice_error* e) -> sluice_status {
    return has_id(batch, 0, 2) ? fail(e, SLUICE_E_AUTH, "no") : SLUICE_OK;
  };
  CHECK(f.run().status.code() == SLUICE_E_AUTH);
  f.target.on_publish = nullptr;
  REQUIRE(f.run().status.ok());
  CHECK(f.target.lines == std::vector<std::string>{"{\"id\":1}", "{\"id\":2}"});
}

TEST_CASE("state of a lost attempt is not seen when the records run again") {
  StateFixture f;
  f.source.pages = numbered_pages(3, 3);
  FakeStep choke([](sluice_batch* batch, sluice_error* error) -> sluice_status {
    return batch->count > 1 ? fail(error, SLUICE_E_NO_MEMORY, "too much") : SLUICE_OK;
  });
  f.plan.steps.push_back(choke.step("transformers[1] (fake.choke)"));
  REQUIRE(f.run().status.ok());
  CHECK(f.target.lines.size() == 3);
}

TEST_CASE("state of a batch that ran again as a whole is kept") {
  StateFixture f;
  bool down = true;
  FakeStep flaky([&](sluice_batch*, sluice_error* e) -> sluice_status {
    return std::exchange(down, false) ? fail(e, SLUICE_E_UNAVAILABLE, "busy") : SLUICE_OK;
  });
  f.plan.steps.push_back(flaky.step("transformers[1] (fake.flaky)"));
  f.source.pages = {{"{\"id\":1}"}, {"{\"id\":1}"}};
  REQUIRE(f.run().status.ok());
  CHECK_FALSE(down);
  CHECK(f.target.lines == std::vector<std::string>{"{\"id\":1}"});
  f.source.pages.push_back({"{\"id\":1}"});
  REQUIRE(f.run().status.ok());
  CHECK(f.target.lines.size() == 1);
}

TEST_CASE("an empty value removes a key, also one that is committed") {
  Fixture f;
  f.source.pages = numbered_pages(3, 1);
  f.plan.commit.max_batches = 1;
  std::vector<bool> found;
  FakeStep step([&](sluice_batch* batch, sluice_error*) -> sluice_status {
    found.push_back(step.state->get(batch, "k")->has_value());
    return step.state->put(batch, "k", found.size() == 1 ? "v" : "").code();
  });
  f.plan.steps = {step.step("transformers[0] (fake.step)")};
  REQUIRE(f.run().status.ok());
  CHECK(found == std::vector<bool>{false, true, false});
}

TEST_CASE("keys, values and writes of a batch have bounds, and the run stops with its words") {
  struct Bound {
    std::string words;
    std::function<Status(services::StateAccess&, sluice_batch*)> over;
  };
  const Bound bounds[] = {
      {"a key of 65537 bytes",
       [](auto& state, auto* batch) { return state.put(batch, std::string(65537, 'k'), "1"); }},
      {"a value of 1048577",
       [](auto& state, auto* batch) { return state.put(batch, "k", std::string(1048577, 'v')); }},
      {"more than 33554432 bytes for one batch", [](auto& state, auto* batch) {
         const std::string value(1 << 20, 'v');
         Status status;
         for (int i = 0; i < 33 && status.ok(); i++)
           status = state.put(batch, std::to_string(i), value);
         return status;
       }}};
  for (const Bound& bound : bounds) {
    CAPTURE(bound.words);
    Fixture f;
    f.source.pages = {{"{\"id\":1}"}};
    FakeStep step([&](sluice_batch* batch, sluice_error* e) -> sluice_status {
      const Status status = bound.over(*step.state, batch);
      return status ? SLUICE_OK : fail(e, status.code(), status.message());
    });
    f.plan.steps = {step.step("transformers[0] (fake.keeper)")};
    const pipeline::RunReport report = f.run();
    CHECK(report.status.code() == SLUICE_E_INVALID);
    CHECK(report.status.message().find("(fake.keeper) wants to keep") != std::string::npos);
    CHECK(report.status.message().find(bound.words) != std::string::npos);
    CHECK(f.target.lines.empty());
  }
}

TEST_CASE("a step has its state only during a run") {
  StateFixture f;
  f.source.pages = numbered_pages(1, 1);
  REQUIRE(f.run().status.ok());
  CHECK(f.step.state == nullptr);
}

namespace {

// Drops repeats of a record; those of the batch in hand are dropped for the sake of the first.
sluice_status drop_repeats(services::StateAccess& state, sluice_batch* batch) {
  std::map<std::string, size_t> first;
  for (size_t i = 0; i < batch->count; i++) {
    if (sluice_record_at(batch, i)->state != SLUICE_RECORD_LIVE) continue;
    const std::string key = text_of(batch, i).substr(0, 7);
    const auto [at, added] = first.try_emplace(key, i);
    if (!added) {
      batch->records_api->filter_for(batch, i, at->second);
    } else if (*state.get(batch, key)) {
      sluice_record_at(batch, i)->state = SLUICE_RECORD_FILTERED;
    } else if (Status s = state.put_for(batch, i, key, "1"); !s) {
      return s.code();
    }
  }
  return SLUICE_OK;
}

struct RepeatFixture : Fixture {
  FakeStep step{[this](sluice_batch* batch, sluice_error*) -> sluice_status {
    return drop_repeats(*step.state, batch);
  }};
  RepeatFixture() {
    plan.steps = {step.step("transformers[0] (fake.distinct)")};
    target.outcome = [](std::string_view record) -> sluice_status {
      return record.find("bad") == record.npos ? SLUICE_OK : SLUICE_E_DATA;
    };
  }
};
using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("what is put for a record that parks was never put") {
  RepeatFixture f;
  f.source.pages = {{"{\"id\":1,\"v\":\"bad\"}", "{\"id\":2}"}, {"{\"id\":1}", "{\"id\":2}"}};
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(f.target.lines == Lines{"{\"id\":2}", "{\"id\":1}"});
  CHECK(report.parked == 1);
  CHECK(report.filtered == 1);
  f.source.pages.push_back({"{\"id\":1,\"v\":3}"});
  REQUIRE(f.run().status.ok());
  CHECK(f.target.lines.size() == 2);
}

TEST_CASE("what is put for a record that parks is not kept when records run one by one") {
  RepeatFixture f;
  FakeStep choke([](sluice_batch* batch, sluice_error* error) -> sluice_status {
    return batch->count > 1 ? fail(error, SLUICE_E_NO_MEMORY, "too much") : SLUICE_OK;
  });
  f.plan.steps.push_back(choke.step("transformers[1] (fake.choke)"));
  f.source.pages = {{"{\"id\":1,\"v\":\"bad\"}", "{\"id\":2}", "{\"id\":1}"}};
  REQUIRE(f.run().status.ok());
  CHECK(f.target.lines == Lines{"{\"id\":2}", "{\"id\":1}"});
}

TEST_CASE("a repeat runs again if the record that stood for it parks") {
  RepeatFixture f;
  f.source.pages = {{"{\"id\":1,\"v\":\"bad\"}", "{\"id\":1,\"v\":\"bad too\"}",
                     "{\"id\":1,\"v\":3}", "{\"id\":1,\"v\":4}"}};
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(f.target.lines == Lines{"{\"id\":1,\"v\":3}"});
  CHECK(report.parked == 2);
  CHECK(report.filtered == 1);
}

TEST_CASE("a repeat whose record is delivered does not run again") {
  RepeatFixture f;
  f.source.pages = {{"{\"id\":1}", "{\"id\":1,\"v\":2}", "{\"id\":2,\"v\":\"bad\"}"}};
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(f.target.lines == Lines{"{\"id\":1}"});
  CHECK(report.parked == 1);
}

namespace {

// Remarks on each record, as a step that compares text with numbers does.
struct RemarkFixture : Fixture {
  FakeStep step{[this](sluice_batch* batch, sluice_error*) -> sluice_status {
    for (size_t i = 0; i < batch->count; i++)
      step.state->remark({"comparison of x", text_of(batch, i), 1});
    return SLUICE_OK;
  }};
  RemarkFixture() { plan.steps = {step.step("transformers[0] (fake.filter)")}; }
};

}  // namespace

TEST_CASE("remarks are added up over the run, with the first example") {
  RemarkFixture f;
  f.source.pages = numbered_pages(3, 2);
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  REQUIRE(report.remarks.size() == 1);
  CHECK(report.remarks[0].step == "transformers[0] (fake.filter)");
  CHECK(report.remarks[0].what == "comparison of x");
  CHECK(report.remarks[0].count == report.read);
  CHECK(report.remarks[0].example == f.target.lines.front());
}

TEST_CASE("remarks of an attempt that is repeated do not count twice") {
  RemarkFixture f;
  f.source.pages = numbered_pages(2, 3);
  FakeStep choke([](sluice_batch* batch, sluice_error* error) -> sluice_status {
    return batch->count > 1 ? fail(error, SLUICE_E_NO_MEMORY, "too much") : SLUICE_OK;
  });
  f.plan.steps.push_back(choke.step("transformers[1] (fake.choke)"));
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(report.isolated > 0);
  REQUIRE(report.remarks.size() == 1);
  CHECK(report.remarks[0].count == report.read);
}

TEST_CASE("a step that words each remark anew does not fill the memory") {
  Fixture f;
  f.source.pages = numbered_pages(500, 50);
  int n = 0;
  FakeStep step([&](sluice_batch* batch, sluice_error*) -> sluice_status {
    for (size_t i = 0; i < batch->count; i++)
      step.state->remark({"remark " + std::to_string(n++), "", 1});
    return SLUICE_OK;
  });
  f.plan.steps = {step.step("transformers[0] (fake.step)")};
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(report.remarks.size() == 100);
}

TEST_CASE("a repeat that runs again is not taken for one that an earlier step has seen") {
  Fixture f;
  const std::string first = "{\"id\":1,\"n\":1}", second = "{\"id\":1,\"n\":2}";
  f.source.pages = {{first, second}};
  f.source.forgets_at_end = true;
  FakeStep seen([&](sluice_batch* batch, sluice_error*) -> sluice_status {
    for (size_t i = 0; i < batch->count; i++) {
      const std::string key = text_of(batch, i);
      if (seen.state->get(batch, key)->has_value())
        sluice_record_at(batch, i)->state = SLUICE_RECORD_FILTERED;
      else if (Status s = seen.state->put_for(batch, i, key, "1"); !s)
        return s.code();
    }
    return SLUICE_OK;
  });
  FakeStep first_stands([](sluice_batch* batch, sluice_error*) -> sluice_status {
    for (size_t i = 1; i < batch->count; i++) batch->records_api->filter_for(batch, i, 0);
    return SLUICE_OK;
  });
  f.plan.steps = {seen.step("transformers[0] (fake.seen)"),
                  first_stands.step("transformers[1] (fake.first)")};
  f.target.outcome = [&](std::string_view record) {
    return record == first ? SLUICE_E_DATA : SLUICE_OK;
  };
  REQUIRE(f.run().status.ok());
  CHECK(f.target.lines == std::vector<std::string>{second});
  REQUIRE(f.run().status.ok());
  CHECK(f.target.lines.size() == 1);
}
