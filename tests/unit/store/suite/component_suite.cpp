// What every ComponentStore promises, together with all that is kept under components' names.
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "unit/store/suite/sqlite_stores.hpp"

using namespace sluice;
using namespace sluice::store;
using namespace sluice::store::test;

namespace {

Component step(const std::string& name, bool gone = false) {
  return {name, {}, "transformers", "core.map", "settings of " + name, {}, gone};
}

Task task_of(const std::string& step) {
  Task task;
  task.step = step;
  task.origin = "origin of " + step;
  task.code = SLUICE_E_DATA;
  task.message = "no";
  task.source = task.value = "{}";
  task.first_us = task.last_us = 1;
  return task;
}

WaitingRecord waiting_for(const std::string& publisher) {
  WaitingRecord record;
  record.publisher = publisher;
  record.source = record.value = "{}";
  record.time_us = 1;
  return record;
}

// Something of everything under the names "a" and "b".
void fill(PipelineStore& store) {
  Delta delta;
  delta.cursor = Cursor{"1", "f", "c", "{}", Walk::running};
  delta.positions = {{"a", "target a", "1"}, {"b", "target b", "2"}};
  delta.state = {{"a", "k", "of a"}, {"b", "k", "of b"}};
  delta.tasks = {task_of("a"), task_of("b")};
  delta.deferred = {{"a", {{{}, "k", "later of a"}}, false, {0}}};
  delta.waiting = {waiting_for("a"), waiting_for("b"), waiting_for("b")};
  delta.taken = TakenSet{5, {{"a", "target a", "r"}}};
  delta.sent = {{"b", "target b", 1, "notes"}};
  REQUIRE(store.commit("p", 0, delta).ok());
  Delta retry;
  retry.owner = "p";
  retry.cursor = Cursor{"7", "f", "c", "{}", Walk::running};
  REQUIRE(store.commit("p/retry/a", 0, retry).ok());
}

std::string state_of(PipelineStore& store, const std::string& step) {
  const std::string_view key = "k";
  return store.read_state("p", step, {&key, 1})->front().value_or("none");
}

std::string source_of(TaskStore& tasks, const std::string& step) {
  TaskFilter filter;
  filter.step = step;
  const auto found = tasks.tasks(filter, {});
  return found->size() == 1 ? found->front().origin : std::to_string(found->size());
}

}  // namespace

TEST_CASE_TEMPLATE("suite: components come back as they were put, by pipeline", T, SLUICE_STORES) {
  T stores;
  CHECK(stores.one.pipelines.components("p")->empty());
  const std::vector<Component> put = {step("a"), step("b")};
  REQUIRE(stores.one.pipelines.put_components("p", 0, {put, {}}, "!").ok());
  CHECK(*stores.other.pipelines.components("p") == put);
  CHECK(stores.other.pipelines.components("q")->empty());
}

TEST_CASE_TEMPLATE("suite: all that is kept of components that changed places changes its name", T,
                   SLUICE_STORES) {
  T stores;
  fill(stores.one.pipelines);
  const ComponentChanges changes{{step("b"), step("a")}, {{"a", "b"}, {"b", "a"}}};
  REQUIRE(stores.one.pipelines.put_components("p", 0, changes, "!").ok());
  const auto state = stores.other.pipelines.load("p");
  REQUIRE(state->positions.size() == 2);
  CHECK(state->positions[0].text == "2");
  CHECK(state->positions[1].text == "1");
  CHECK(state->taken.records.front().publisher == "b");
  CHECK(state->sent.front().publisher == "a");
  CHECK(state_of(stores.other.pipelines, "a") == "of b");
  CHECK(state_of(stores.other.pipelines, "b") == "of a");
  CHECK(source_of(stores.other.tasks, "a") == "origin of b");
  CHECK(source_of(stores.other.tasks, "b") == "origin of a");
  CHECK(stores.other.backlog.waiting("p", "a", 0, 9, 100)->size() == 2);
  CHECK(stores.other.backlog.waiting("p", "b", 0, 9, 100)->size() == 1);
  CHECK(stores.other.pipelines.load("p/retry/b")->cursor.text == "7");
  CHECK(stores.other.pipelines.load("p/retry/a")->sequence == 0);
}

TEST_CASE_TEMPLATE("suite: what a step wrote for a parked record counts for the step as it moved",
                   T, SLUICE_STORES) {
  T stores;
  fill(stores.one.pipelines);
  REQUIRE(stores.one.pipelines.put_components("p", 0, {{step("c")}, {{"a", "c"}}}, "!").ok());
  TaskFilter filter;
  filter.step = "c";
  REQUIRE(stores.one.tasks.change(filter, TaskState::retrying).ok());
  Delta delta;
  delta.retried = RetriedTasks{"c", false, 100};
  REQUIRE(stores.one.pipelines.commit("p", 1, delta).ok());
  CHECK(state_of(stores.other.pipelines, "c") == "later of a");
}

TEST_CASE_TEMPLATE("suite: what nobody knows of makes room for what gets its name", T,
                   SLUICE_STORES) {
  T stores;
  fill(stores.one.pipelines);
  REQUIRE(stores.one.pipelines.put_components("p", 0, {{step("b")}, {{"a", "b"}}}, "!").ok());
  CHECK(state_of(stores.other.pipelines, "b") == "of a");
  CHECK(state_of(stores.other.pipelines, "b!") == "of b");
  CHECK(source_of(stores.other.tasks, "b!") == "origin of b");
}

TEST_CASE_TEMPLATE("suite: other pipelines' components keep their names", T, SLUICE_STORES) {
  T stores;
  fill(stores.one.pipelines);
  REQUIRE(stores.one.pipelines.put_components("q", 0, {{step("c")}, {{"a", "c"}}}, "!").ok());
  CHECK(state_of(stores.other.pipelines, "a") == "of a");
  CHECK(stores.other.pipelines.load("p/retry/a")->cursor.text == "7");
}

TEST_CASE_TEMPLATE("suite: a component that is gone is stored as long as something of it is kept",
                   T, SLUICE_STORES) {
  T stores;
  fill(stores.one.pipelines);
  const std::vector<Component> put = {step("a", true), step("x", true)};
  REQUIRE(stores.one.pipelines.put_components("p", 0, {put, {}}, "!").ok());
  CHECK(*stores.other.pipelines.components("p") == std::vector<Component>{step("a", true)});
}

TEST_CASE_TEMPLATE("suite: who has not the lease cannot put components", T, SLUICE_STORES) {
  T stores;
  const auto lease = stores.one.shared.take_lease(pipeline_lease("p"), "me", 1000);
  REQUIRE(lease);
  CHECK(stores.one.pipelines.put_components("p", lease->fence + 1, {{step("a")}, {}}, "!").code() ==
        SLUICE_E_INVALID);
  CHECK(stores.one.pipelines.put_components("p", lease->fence, {{step("a")}, {}}, "!").ok());
}
