// Targets with steps of their own: what one changes, drops or fails is nothing to the others.
#include <doctest/doctest.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "fixture.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

constexpr const char* kOwnStep = "outgoing.shop.transformers[0] (fake.step)";

using Lines = std::vector<std::string>;

std::string numbered_record(int id) { return "{\"id\":" + std::to_string(id) + "}"; }

void set_root(sluice_batch* batch, size_t index, const std::string& text) {
  batch->json->parse(batch, slice(text), &sluice_record_at(batch, index)->root);
}

bool is_live(sluice_batch* batch, size_t index) {
  return sluice_record_at(batch, index)->state == SLUICE_RECORD_LIVE;
}

// Puts each live record into another one.
sluice_status wrap_all(sluice_batch* batch, sluice_error*) {
  for (size_t i = 0; i < batch->count; i++)
    if (is_live(batch, i)) set_root(batch, i, "{\"was\":" + text_of(batch, i) + "}");
  return SLUICE_OK;
}

FakeStep::Body each(std::function<void(sluice_batch*, size_t index)> body) {
  return [body](sluice_batch* batch, sluice_error*) -> sluice_status {
    const size_t count = batch->count;
    for (size_t i = 0; i < count; i++)
      if (is_live(batch, i)) body(batch, i);
    return SLUICE_OK;
  };
}

FakeStep::Body drop_id(int id) {
  return each([id](sluice_batch* batch, size_t i) {
    if (has_id(batch, i, id)) sluice_record_at(batch, i)->state = SLUICE_RECORD_FILTERED;
  });
}

FakeStep::Body fail_id(int id) {
  return each([id](sluice_batch* batch, size_t i) {
    if (has_id(batch, i, id))
      batch->records_api->fail_record(batch, i, SLUICE_E_DATA, slice("no price"));
  });
}

// Two targets, of which "shop", the first, has a step.
struct Pair : Fixture {
  FakeTarget shop;
  FakeStep step;

  explicit Pair(FakeStep::Body body) : step(std::move(body)) {
    pipeline::Target own = shop.target("shop (fake.publisher)");
    own.steps = {step.step(kOwnStep)};
    plan.targets = {own, target.target("publishers[0] (fake.publisher)")};
    source.pages = numbered_pages(3, 3);
  }
};

const Lines kAll = {numbered_record(1), numbered_record(2), numbered_record(3)};

}  // namespace

TEST_CASE("what a target's own step changes no other target sees") {
  for (const bool shop_first : {true, false}) {
    CAPTURE(shop_first);
    Pair f(wrap_all);
    if (!shop_first) std::swap(f.plan.targets[0], f.plan.targets[1]);
    REQUIRE(f.run().status.ok());
    CHECK(f.target.lines == kAll);
    CHECK(f.shop.lines ==
          Lines{"{\"was\":{\"id\":1}}", "{\"was\":{\"id\":2}}", "{\"was\":{\"id\":3}}"});
  }
}

TEST_CASE("own steps get what the pipeline's steps made") {
  Pair f(drop_id(1));
  FakeStep common(drop_id(2));
  f.plan.steps = {common.step("transformers[0] (fake.step)")};
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(f.shop.lines == Lines{numbered_record(3)});
  CHECK(f.target.lines == Lines{numbered_record(1), numbered_record(3)});
  CHECK(report.targets[0].filtered == 1);
  CHECK(report.filtered == 1);  // by all: the common step's
}

TEST_CASE("a record that every target's own steps drop is filtered") {
  Pair f(drop_id(2));
  FakeStep other(drop_id(2));
  f.plan.targets[1].steps = {other.step("publishers[0].transformers[0] (fake.step)")};
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(report.filtered == 1);
  CHECK(report.read == 3);
  CHECK(report.delivered() == 4);
}

TEST_CASE("a record that parks at an own step goes to the other targets") {
  Pair f(fail_id(2));
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(f.shop.lines == Lines{numbered_record(1), numbered_record(3)});
  CHECK(f.target.lines == kAll);
  CHECK(report.parked == 1);
  CHECK(report.targets[0].parked == 1);
  CHECK(report.targets[1].parked == 0);
  REQUIRE(f.tasks().size() == 1);
  CHECK(f.tasks()[0].step == kOwnStep);
  CHECK(f.tasks()[0].source == numbered_record(2));
  CHECK(f.tasks()[0].message == "no price");
}

TEST_CASE("an own step may make more records of one") {
  Pair f(each([](sluice_batch* batch, size_t i) {
    size_t added = 0;
    REQUIRE(batch->records_api->add_record(batch, i, &added) == SLUICE_OK);
    set_root(batch, added, "[" + text_of(batch, i) + "]");
  }));
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(f.shop.lines.size() == 6);
  CHECK(f.shop.lines.back() == "[{\"id\":3}]");
  CHECK(f.target.lines == kAll);
}

TEST_CASE("an own step that fails for a moment starts over from the copy, and nobody else does") {
  int calls = 0;
  Pair f([&](sluice_batch* batch, sluice_error* error) -> sluice_status {
    wrap_all(batch, error);
    return ++calls == 1 ? fail(error, SLUICE_E_UNAVAILABLE, "lookup is down") : SLUICE_OK;
  });
  std::swap(f.plan.targets[0], f.plan.targets[1]);
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(report.retries == 1);
  CHECK(f.target.lines == kAll);
  CHECK(f.target.publishes == 1);
  CHECK(f.shop.lines.front() == "{\"was\":{\"id\":1}}");
}

TEST_CASE("an own step whose system stays down stops the run with its name") {
  Pair f([](sluice_batch*, sluice_error* error) -> sluice_status {
    return fail(error, SLUICE_E_UNAVAILABLE, "lookup is down");
  });
  const pipeline::RunReport report = f.run();
  CHECK(report.status.message() ==
        "pipeline products, step " + std::string(kOwnStep) + ": lookup is down, after 5 attempts");
  CHECK(f.tasks().empty());
  CHECK(f.target.lines.empty());
}

TEST_CASE("a record with which an own step exhausts the memory parks there alone") {
  const auto exhaust = [](sluice_batch* batch, sluice_error* error) -> sluice_status {
    for (size_t i = 0; i < batch->count; i++)
      if (is_live(batch, i) && has_id(batch, i, 2))
        return fail(error, SLUICE_E_NO_MEMORY, "the budget is spent");
    return SLUICE_OK;
  };
  for (const bool shop_first : {true, false}) {
    CAPTURE(shop_first);
    Pair f(exhaust);
    if (!shop_first) std::swap(f.plan.targets[0], f.plan.targets[1]);
    const pipeline::RunReport report = f.run();
    REQUIRE_MESSAGE(report.status.ok(), report.status.message());
    CHECK(report.isolated == 1);
    CHECK(f.shop.lines == Lines{numbered_record(1), numbered_record(3)});
    CHECK(f.target.lines == kAll);
    REQUIRE(f.tasks().size() == 1);
    CHECK(f.tasks()[0].step == kOwnStep);
    CHECK(f.tasks()[0].code == SLUICE_E_NO_MEMORY);
  }
}

TEST_CASE("own steps that fail everything stop the run at the park limit") {
  Pair f(each([](sluice_batch* batch, size_t i) {
    batch->records_api->fail_record(batch, i, SLUICE_E_DATA, slice("no price"));
  }));
  f.plan.park_limit = 2;
  const pipeline::RunReport report = f.run();
  CHECK(!report.status.ok());
  CHECK(report.status.message().find("shop (fake.publisher)") != std::string::npos);
  CHECK(report.status.message().find(std::string(kOwnStep) + ": no price") != std::string::npos);
  CHECK(f.tasks().empty());
}

TEST_CASE("records merged by an own step run together when the batch runs one by one") {
  FakeTarget* second = nullptr;
  Pair f([](sluice_batch* batch, sluice_error* error) -> sluice_status {
    if (batch->count == 3) {
      batch->records_api->add_origin(batch, 0, 1);
      sluice_record_at(batch, 1)->state = SLUICE_RECORD_FILTERED;
      return fail(error, SLUICE_E_NO_MEMORY, "the budget is spent");
    }
    if (batch->count == 2) {
      batch->records_api->add_origin(batch, 0, 1);
      sluice_record_at(batch, 1)->state = SLUICE_RECORD_FILTERED;
      set_root(batch, 0, "\"both\"");
    }
    return SLUICE_OK;
  });
  second = &f.target;
  const pipeline::RunReport report = f.run();
  REQUIRE_MESSAGE(report.status.ok(), report.status.message());
  CHECK(f.shop.lines == Lines{"\"both\"", numbered_record(3)});
  CHECK(second->lines == kAll);
}

TEST_CASE("the steps of an only target are run as the pipeline's") {
  Pair f(drop_id(2));
  f.plan.targets.pop_back();
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(report.filtered == 1);
  CHECK(f.shop.lines == Lines{numbered_record(1), numbered_record(3)});
}

TEST_CASE("a run with own steps states room for the copy in its memory bound") {
  Pair with(drop_id(1)), without(drop_id(1));
  without.plan.targets[0].steps.clear();
  CHECK(with.run().memory_bound_bytes ==
        without.run().memory_bound_bytes + with.plan.limits.batch_memory);
}

TEST_CASE("the profile has own steps by their names") {
  Pair f(drop_id(2));
  f.plan.profile = true;
  const pipeline::RunReport report = f.run();
  REQUIRE(report.profile);
  REQUIRE(report.profile->steps.size() == 1);
  CHECK(report.profile->steps[0].name == kOwnStep);
  CHECK(report.profile->steps[0].records_in == 3);
  CHECK(report.profile->steps[0].records_out == 2);
}
