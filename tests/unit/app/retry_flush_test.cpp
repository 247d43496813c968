// A retry through a step that holds records until a walk's end: what it gives is of no task.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "retried.hpp"
#include "support/temp_folder.hpp"
#include "unit/pipeline/holding_step.hpp"

using namespace sluice;
using namespace sluice::app;
using namespace sluice::test;
using store::TaskState;

namespace {

const std::string kHolds = "transformers[0] (fake.holds)",
                  kBehind = "transformers[1] (fake.behind)";
const std::string kGroup = R"({"ids":["a","b"]})";

// Two tasks that parked before a step that makes one record of them.
struct Held {
  TempFolder folder;
  store::SqliteStore store{(folder / "sluice.db").string()};
  store::SqliteTasks tasks{(folder / "sluice.db").string()};
  HoldingStep holds{2};
  bool refuses = false;
  FakeStep behind{[this](sluice_batch* batch, sluice_error*) -> sluice_status {
    for (size_t i = 0; i < batch->count; i++)
      if (refuses && sluice_record_at(batch, i)->state == SLUICE_RECORD_LIVE)
        batch->records_api->fail_record(batch, i, SLUICE_E_DATA, slice("no row"));
    return SLUICE_OK;
  }};
  FakeTarget one;
  FakeClock clock;

  Held() {
    store::Delta delta;
    for (const char* value : {"\"a\"", "\"b\""}) {
      store::Task task;
      task.step = kHolds;
      task.origin = task.value = task.source = value;
      task.code = SLUICE_E_DATA;
      delta.tasks.push_back(task);
    }
    REQUIRE(store.commit("products", 0, delta).ok());
  }
  pipeline::RunReport retry(const std::string& step) {
    pipeline::Plan plan;
    plan.pipeline = "products";
    plan.lanes = 1;
    plan.steps = {holds.step(kHolds), behind.step(kBehind)};
    plan.targets = {one.target(kOne)};
    plan.retry.attempts = 1;
    return test::retry(plan, step, {store, tasks, clock});
  }
  store::Task task(int64_t id) { return **tasks.task(id); }
};

}  // namespace

TEST_CASE("what a step gave at a retry's end and a later step refuses is a task of its own") {
  Held shop;
  shop.refuses = true;
  const auto report = shop.retry(kHolds);
  REQUIRE_MESSAGE(report.status.ok(), report.status.message());
  CHECK(shop.task(1).state == TaskState::done);
  CHECK(shop.task(2).state == TaskState::done);
  CHECK(shop.task(3).step == kBehind);
  CHECK(shop.task(3).value == kGroup);
  CHECK(shop.task(3).state == TaskState::parked);
  shop.refuses = false;
  CHECK(shop.retry(kBehind).status.ok());
  CHECK(shop.one.lines == Lines{kGroup});
  CHECK(shop.task(3).state == TaskState::done);
}

TEST_CASE("what a step gave at a retry's end and the target refuses is a task of its own") {
  Held shop;
  shop.one.outcome = [](std::string_view) { return SLUICE_E_DATA; };
  const auto report = shop.retry(kHolds);
  REQUIRE_MESSAGE(report.status.ok(), report.status.message());
  CHECK(shop.task(3).step == kOne);
  shop.one.outcome = nullptr;
  CHECK(shop.retry(kOne).status.ok());
  CHECK(shop.one.lines == Lines{kGroup});
}

TEST_CASE("a task that stopped within a case of a switch goes on in that case") {
  Held shop;
  shop.refuses = true;
  pipeline::Plan plan;
  plan.pipeline = "products";
  plan.lanes = 1;
  FakeStep other{[](sluice_batch* batch, sluice_error*) -> sluice_status {
    for (size_t i = 0; i < batch->count; i++) sluice_record_at(batch, i)->root = {};
    return SLUICE_OK;
  }};
  plan.steps = {shop.holds.step("case 0"), shop.behind.step(kHolds), other.step("case 1")};
  plan.steps[0].route = plan.steps[1].route = {1, 1};
  plan.steps[2].route = {2, 2};
  plan.targets = {shop.one.target(kOne)};
  CHECK(test::retry(plan, kHolds, {shop.store, shop.tasks, shop.clock}).parked == 2);
  CHECK(shop.one.lines.empty());
  shop.refuses = false;
  CHECK(test::retry(plan, kHolds, {shop.store, shop.tasks, shop.clock}).status.ok());
  CHECK(shop.one.lines == Lines{"\"a\"", "\"b\""});
}

TEST_CASE("for steps with state a retry begins no walk") {
  Held shop;
  bool resumed = false, is_retry = false;
  FakeStep asks{[&](sluice_batch*, sluice_error*) -> sluice_status {
    resumed = asks.state->resumed();
    is_retry = asks.state->is_retry();
    return SLUICE_OK;
  }};
  pipeline::Plan plan;
  plan.pipeline = "products";
  plan.lanes = 1;
  plan.steps = {asks.step(kHolds)};
  plan.targets = {shop.one.target(kOne)};
  CHECK(test::retry(plan, kHolds, {shop.store, shop.tasks, shop.clock}).status.ok());
  CHECK(resumed);
  CHECK(is_retry);
}
