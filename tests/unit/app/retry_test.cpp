// A retry as a run: what is sent where, and what is left after it ended, failed or was killed.
#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "retried.hpp"
#include "support/temp_folder.hpp"

using namespace sluice;
using namespace sluice::app;
using namespace sluice::test;
using store::TaskState;

namespace {

const std::string kFirst = "transformers[0] (mark)", kSecond = "transformers[1] (mark)";

// Adds its letter to a record that is text.
FakeStep marker(char letter) {
  return FakeStep([letter](sluice_batch* batch, sluice_error*) {
    for (size_t i = 0; i < batch->count; i++) {
      sluice_record* const record = sluice_record_at(batch, i);
      if (record->state != SLUICE_RECORD_LIVE) continue;
      std::string text = text_of(batch, i);
      text.insert(text.size() - 1, 1, letter);
      batch->json->parse(batch, slice(text), &record->root);
    }
    return SLUICE_OK;
  });
}

// A pipeline of two steps and two publishers, with tasks of it in a store.
struct Shop {
  TempFolder folder;
  store::SqliteStore store{(folder / "sluice.db").string()};
  store::SqliteTasks tasks{(folder / "sluice.db").string()};
  FakeStep first = marker('1'), second = marker('2');
  FakeTarget one, other;
  FakeClock clock;

  int64_t park(const std::string& step, const std::string& value, const std::string& origin = {},
               bool redacted = false) {
    store::Task task;
    task.step = step;
    task.origin = origin.empty() ? value : origin;
    task.source = "\"source\"";
    task.value = value;
    task.code = SLUICE_E_DATA;
    task.message = "refused";
    task.redacted = redacted;
    store::Delta delta;
    delta.tasks = {task};
    REQUIRE(store.commit("products", store.load("products")->sequence, delta).ok());
    store::TaskPage newest;
    newest.most = 1;
    return tasks.tasks({}, newest)->front().id;
  }

  pipeline::Plan plan() {
    pipeline::Plan plan;
    plan.pipeline = "products";
    plan.lanes = 1;
    plan.source.name = "subscriber (fake)";
    plan.steps = {first.step(kFirst), second.step(kSecond)};
    plan.targets = {one.target(kOne), other.target(kOther)};
    plan.retry.attempts = 1;
    return plan;
  }

  // All parked tasks of the step; without `chosen` only what was interrupted. `killed`: before the
  // first commit that settles something.
  pipeline::RunReport retry(const std::string& step, bool chosen = true, bool killed = false) {
    return test::retry(plan(), step, {store, tasks, clock}, chosen, killed);
  }

  TaskState state(int64_t id) { return (*tasks.task(id))->state; }
};

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a task that stopped at a publisher goes to that publisher alone, as it was") {
  Shop shop;
  const int64_t id = shop.park(kOther, "\"a\"");
  const auto report = shop.retry(kOther);
  CHECK_MESSAGE(report.status.ok(), report.status.message());
  CHECK(shop.other.lines == Lines{"\"a\""});
  CHECK(shop.one.lines.empty());
  CHECK(shop.state(id) == TaskState::done);
}

TEST_CASE("a task that stopped at a step goes through that step and the rest") {
  Shop shop;
  const int64_t id = shop.park(kSecond, "\"a\"");
  CHECK(shop.retry(kSecond).status.ok());
  CHECK(shop.one.lines == Lines{"\"a2\""});
  CHECK(shop.other.lines == Lines{"\"a2\""});
  CHECK(shop.state(id) == TaskState::done);
}

TEST_CASE("an edited value is sent instead of the original") {
  Shop shop;
  const int64_t id = shop.park(kFirst, "\"a\"");
  REQUIRE(shop.tasks.edit(id, 1, "\"b\"").ok());
  CHECK(shop.retry(kFirst).status.ok());
  CHECK(shop.one.lines == Lines{"\"b12\""});
}

TEST_CASE("two tasks with equal values are two records") {
  Shop shop;
  const int64_t a = shop.park(kOne, "\"a\"", "x"), b = shop.park(kOne, "\"a\"", "y");
  CHECK(shop.retry(kOne).status.ok());
  CHECK(shop.one.lines == Lines{"\"a\"", "\"a\""});
  CHECK(shop.state(a) == TaskState::done);
  CHECK(shop.state(b) == TaskState::done);
}

TEST_CASE("what is refused again is parked again, the others are done") {
  Shop shop;
  const int64_t a = shop.park(kOne, "\"a\""), b = shop.park(kOne, "\"b\"");
  shop.one.outcome = [](std::string_view record) {
    return record == "\"a\"" ? SLUICE_E_DATA : SLUICE_OK;
  };
  const auto report = shop.retry(kOne);
  CHECK(report.parked == 1);
  CHECK(shop.state(a) == TaskState::parked);
  CHECK((*shop.tasks.task(a))->attempts == 2);
  CHECK(shop.state(b) == TaskState::done);
}

TEST_CASE("a value that secrets were taken out of, or that is not JSON, is not sent") {
  Shop shop;
  const int64_t secret = shop.park(kOne, "\"[hidden]\"", {}, true), broken = shop.park(kOne, "{");
  CHECK(shop.retry(kOne).status.ok());
  CHECK(shop.one.lines.empty());
  CHECK(shop.state(secret) == TaskState::parked);
  CHECK((*shop.tasks.task(secret))->message.find("sluice tasks edit") != std::string::npos);
  CHECK(shop.state(broken) == TaskState::parked);
  CHECK((*shop.tasks.task(broken))->message != "refused");
  CHECK((*shop.tasks.task(broken))->step == kOne);
}

TEST_CASE("a value of several records is sent once, and all their tasks are done") {
  Shop shop;
  store::Delta delta;
  for (const char* origin : {"x", "y"}) {
    store::Task task;
    task.step = kOne;
    task.origin = origin;
    task.value = "\"both\"";
    task.merged = "x and y";
    delta.tasks.push_back(task);
  }
  REQUIRE(shop.store.commit("products", 0, delta).ok());
  CHECK(shop.retry(kOne).status.ok());
  CHECK(shop.one.lines == Lines{"\"both\""});
  CHECK(shop.state(1) == TaskState::done);
  CHECK(shop.state(2) == TaskState::done);
}

TEST_CASE("the pipeline's cursor stays, its publisher's position goes on") {
  Shop shop;
  store::Delta delta;
  delta.cursor = store::Cursor{"42", "f", "c", "{}", store::Walk::running};
  delta.positions = {{kOne, shop.one.identity, "2"}};
  REQUIRE(shop.store.commit("products", 0, delta).ok());
  shop.one.lines = {"x", "y", "not committed"};
  shop.park(kOne, "\"a\"");
  CHECK(shop.retry(kOne).status.ok());
  CHECK(shop.one.lines == Lines{"x", "y", "\"a\""});
  const auto state = shop.store.load("products");
  CHECK(state->cursor.text == "42");
  CHECK(state->positions.front().text == "3");
  CHECK(shop.store.states()->size() == 1);
}

TEST_CASE("when the target is down, tasks are parked again and can be edited") {
  Shop shop;
  const int64_t id = shop.park(kOne, "\"a\"");
  shop.one.on_publish = [](sluice_batch*, sluice_error* error) {
    return fail(error, SLUICE_E_UNAVAILABLE, "down");
  };
  CHECK(shop.retry(kOne).status.code() == SLUICE_E_UNAVAILABLE);
  CHECK(shop.state(id) == TaskState::parked);
  CHECK((*shop.tasks.task(id))->attempts == 1);
  CHECK(shop.tasks.edit(id, (*shop.tasks.task(id))->version, "1").ok());
}

// What the target has may be there twice after a kill, as with any record; but never another value.
TEST_CASE("a kill between delivery and commit leaves the task to the retry, as it was sent") {
  Shop shop;
  shop.other.identity = shop.one.identity = {};
  const int64_t id = shop.park(kOne, "\"a\"");
  CHECK_FALSE(shop.retry(kOne, true, true).status.ok());
  REQUIRE(shop.one.lines == Lines{"\"a\""});
  CHECK(shop.state(id) == TaskState::retrying);
  CHECK_FALSE(shop.tasks.edit(id, (*shop.tasks.task(id))->version, "\"b\"").ok());
  CHECK(shop.retry(kOne, false).status.ok());
  CHECK(shop.state(id) == TaskState::done);
  for (const std::string& line : shop.one.lines) CHECK(line == "\"a\"");
  CHECK(shop.retry(kOne, false).read == 0);
}

TEST_CASE("a step that is not there any more is named, and its tasks stay as they are") {
  Shop shop;
  const int64_t id = shop.park("transformers[7] (gone)", "\"a\"");
  const auto report = shop.retry("transformers[7] (gone)");
  CHECK(report.status.code() == SLUICE_E_INVALID);
  CHECK(report.status.message().find("transformers[7] (gone)") != std::string::npos);
  CHECK(shop.state(id) == TaskState::parked);
}

TEST_CASE("a target that replaces its output with each walk takes no single records") {
  Shop shop;
  TaskSource source(shop.tasks, {"products", kOne, false});
  pipeline::Plan plan = shop.plan();
  plan.targets.front().replaces = true;
  CHECK(keep_rest(plan, {"products", kOne, false}, source).code() == SLUICE_E_INVALID);
}

TEST_CASE("tasks that have only their source go through the whole chain, to the one publisher") {
  Shop shop;
  TaskSource source(shop.tasks, {"products", kOne, true});
  pipeline::Plan plan = shop.plan();
  REQUIRE(keep_rest(plan, {"products", kOne, true}, source).ok());
  CHECK(plan.steps.size() == 3);
  REQUIRE(plan.targets.size() == 1);
  CHECK(plan.targets.front().name == kOne);
}

namespace {

const std::string kOwn = "publishers[0].transformers[0] (mark)",
                  kOwnSecond = "publishers[0].transformers[1] (mark)",
                  kHook = "publishers[0].on_success[0] (mark)";

// The first target has two steps of its own, and a hook whose results go to the second one.
struct Rest : Shop {
  pipeline::Plan plan() {
    pipeline::Plan out = Shop::plan();
    out.targets[0].steps = {first.step(kOwn), second.step(kOwnSecond)};
    out.targets[0].on_success = {first.step(kHook)};
    out.targets[0].then = kOther;
    out.targets[1].of_hooks = true;
    return out;
  }
  // What is left for tasks of this step.
  pipeline::Plan from(const std::string& step, bool from_start = false) {
    TaskSource source(tasks, {"products", step, from_start});
    pipeline::Plan out = plan();
    const Status status = keep_rest(out, {"products", step, from_start}, source);
    REQUIRE_MESSAGE(status.ok(), status.message());
    return out;
  }
};

}  // namespace

TEST_CASE("a task of a target's own step goes on from there, to that target and its hooks") {
  const pipeline::Plan rest = Rest().from(kOwnSecond);
  CHECK(rest.steps.size() == 1);  // the one that takes the tasks' values
  REQUIRE(rest.targets.size() == 2);
  REQUIRE(rest.targets[0].steps.size() == 1);
  CHECK(rest.targets[0].steps[0].name == kOwnSecond);
  CHECK(rest.targets[1].of_hooks);
}

TEST_CASE("a task of a target does not pass the target's own steps again") {
  const pipeline::Plan rest = Rest().from(kOne);
  CHECK(rest.steps.size() == 1);
  CHECK(rest.targets[0].steps.empty());
}

TEST_CASE("a task that has only its source passes all steps to its target") {
  const pipeline::Plan rest = Rest().from(kOwnSecond, true);
  CHECK(rest.steps.size() == 3);
  CHECK(rest.targets[0].steps.size() == 2);
}

TEST_CASE("a task of a hook goes to the hook's target, and never to the one that has the record") {
  const pipeline::Plan rest = Rest().from(kHook);
  REQUIRE(rest.targets.size() == 1);
  CHECK(rest.targets[0].name == kOther);
  CHECK_FALSE(rest.targets[0].of_hooks);
  REQUIRE(rest.steps.size() == 2);
  CHECK(rest.steps[1].name == kHook);
}

TEST_CASE("a task of a hook without a target is not sent anywhere") {
  Rest shop;
  TaskSource source(shop.tasks, {"products", kHook, false});
  pipeline::Plan plan = shop.plan();
  plan.targets[0].then.clear();
  const Status status = keep_rest(plan, {"products", kHook, false}, source);
  CHECK(status.code() == SLUICE_E_INVALID);
  CHECK(status.message().find("which has the record") != std::string::npos);
}

TEST_CASE("a task of the target that hooks write to goes there alone") {
  const pipeline::Plan rest = Rest().from(kOther);
  REQUIRE(rest.targets.size() == 1);
  CHECK_FALSE(rest.targets[0].of_hooks);
}

TEST_CASE("many pages of tasks are retried in one run") {
  Shop shop;
  store::Delta delta;
  for (int i = 0; i < 1700; i++) {
    store::Task task;
    task.step = kOne;
    task.origin = std::to_string(i);
    task.value = std::to_string(i);
    delta.tasks.push_back(task);
  }
  REQUIRE(shop.store.commit("products", 0, delta).ok());
  CHECK(shop.retry(kOne).read == 1700);
  CHECK(shop.one.lines.size() == 1700);
  const auto counts = shop.tasks.counts();
  REQUIRE(counts->size() == 1);
  CHECK(counts->front().state == TaskState::done);
  CHECK(counts->front().count == 1700);
}
