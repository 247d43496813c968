// What every TaskStore promises, and what commits do to tasks.
#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "unit/store/suite/failed_tasks.hpp"
#include "unit/store/suite/sqlite_stores.hpp"

using namespace sluice;
using namespace sluice::store;
using namespace sluice::store::test;

namespace {

std::vector<int64_t> ids_of(TaskStore& store, const TaskFilter& filter = {},
                            const TaskPage& page = {}) {
  const auto tasks = store.tasks(filter, page);
  REQUIRE_MESSAGE(tasks.ok(), tasks.status().message());
  std::vector<int64_t> ids;
  for (const Task& one : *tasks) ids.push_back(one.id);
  return ids;
}

TaskState state_of(TaskStore& store, int64_t id) {
  const auto found = store.task(id);
  REQUIRE(found->has_value());
  return (*found)->state;
}

void end_retry_through(PipelineStore& store, int64_t through, std::vector<Task> again = {}) {
  Delta delta;
  delta.owner = "products";
  delta.retried = RetriedTasks{task("").step, false, through};
  delta.tasks = std::move(again);
  const auto state = store.load("products/retry");
  REQUIRE(store.commit("products/retry", state->sequence, delta).ok());
}

}  // namespace

TEST_CASE_TEMPLATE("suite: tasks are listed newest first, page by page", T, SLUICE_STORES) {
  T stores;
  commit_tasks(stores.one.pipelines,
               {failed("a", "x"), failed("b", "x"), failed("c", "x"), failed("d", "x")});
  TaskPage page;
  page.most = 3;
  CHECK(ids_of(stores.other.tasks, {}, page) == std::vector<int64_t>{4, 3, 2});
  page.after = 2;
  CHECK(ids_of(stores.other.tasks, {}, page) == std::vector<int64_t>{1});
  page = {};
  page.oldest_first = true;
  page.after = 2;
  CHECK(ids_of(stores.other.tasks, {}, page) == std::vector<int64_t>{3, 4});
}

TEST_CASE_TEMPLATE("suite: a page of tasks with texts ends at its bytes", T, SLUICE_STORES) {
  T stores;
  commit_tasks(stores.one.pipelines, {failed("a", "x"), failed("b", "x"), failed("c", "x")});
  TaskPage page;
  page.texts = true;
  page.bytes = 30;  // each has 22
  const auto tasks = stores.one.tasks.tasks({}, page);
  REQUIRE(tasks->size() == 2);
  CHECK(tasks->front().source == "{\"id\":1}");
  CHECK(tasks->front().value == "{\"id\":1,\"x\":2}");
}

TEST_CASE_TEMPLATE("suite: each part of a filter chooses tasks", T, SLUICE_STORES) {
  T stores;
  std::vector<Task> tasks = {failed("a", "no price for 12", 100), failed("b", "100% wrong", 200),
                             failed("c", "Refused", 300), failed("d", "refused", 400)};
  tasks[1].step = "publishers[0] (file.publisher)";
  tasks[2].code = SLUICE_E_TIMEOUT;
  tasks[3].pipeline = "orders";
  tasks[3].record_key = "order 100";
  commit_tasks(stores.one.pipelines, tasks);
  TaskStore& store = stores.one.tasks;
  using Ids = std::vector<int64_t>;
  TaskFilter filter;
  filter.pipeline = "products";
  CHECK(ids_of(store, filter) == Ids{3, 2, 1});
  filter.step = tasks[1].step;
  CHECK(ids_of(store, filter) == Ids{2});
  filter = {};
  filter.code = SLUICE_E_TIMEOUT;
  CHECK(ids_of(store, filter) == Ids{3});
  filter = {};
  filter.before_us = 200;
  CHECK(ids_of(store, filter) == Ids{1});
  filter = {};
  filter.since_us = 200;
  CHECK(ids_of(store, filter) == Ids{4, 3, 2});
  filter = {};
  filter.text = "REFUSED";
  CHECK(ids_of(store, filter) == Ids{4, 3});
  filter.text = "100%";
  CHECK(ids_of(store, filter) == Ids{2});
  filter.text = "order 1";
  CHECK(ids_of(store, filter) == Ids{4});
  filter = {};
  filter.states = {TaskState::skipped};
  CHECK(ids_of(store, filter).empty());
  filter = {};
  filter.group = (*store.task(1))->group;
  CHECK(ids_of(store, filter) == Ids{1});
  CHECK(ids_of(store, filter_of({1, 4, 99})) == Ids{4, 1});
}

TEST_CASE_TEMPLATE("suite: tasks are changed by filter, and others are not", T, SLUICE_STORES) {
  T stores;
  commit_tasks(stores.one.pipelines, {failed("a", "x"), failed("b", "y"), failed("c", "x")});
  TaskFilter filter;
  filter.text = "x";
  filter.states = {TaskState::parked};
  CHECK(*stores.one.tasks.change(filter, TaskState::skipped) == 2);
  CHECK(*stores.one.tasks.change(filter, TaskState::skipped) == 0);
  CHECK(state_of(stores.other.tasks, 2) == TaskState::parked);
  CHECK(state_of(stores.other.tasks, 3) == TaskState::skipped);
}

TEST_CASE_TEMPLATE("suite: an edited value stands beside the original", T, SLUICE_STORES) {
  T stores;
  commit_tasks(stores.one.pipelines, {failed("a", "x")});
  REQUIRE(stores.one.tasks.edit(1, 1, "{\"id\":2}").ok());
  const auto edited = stores.other.tasks.task(1);
  CHECK((*edited)->value == "{\"id\":1,\"x\":2}");
  CHECK((*edited)->edited == "{\"id\":2}");
  CHECK((*edited)->current() == "{\"id\":2}");
}

TEST_CASE_TEMPLATE("suite: of two who edit the same version the second one is told", T,
                   SLUICE_STORES) {
  T stores;
  commit_tasks(stores.one.pipelines, {failed("a", "x")});
  REQUIRE(stores.one.tasks.edit(1, 1, "1").ok());
  const Status late = stores.other.tasks.edit(1, 1, "2");
  CHECK(late.code() == SLUICE_E_UNAVAILABLE);
  CHECK(late.message().find("changed meanwhile") != std::string::npos);
  CHECK((*stores.one.tasks.task(1))->edited == "1");
  CHECK(stores.one.tasks.edit(7, 1, "2").code() == SLUICE_E_INVALID);
}

// What is with a retry may have been sent: after an edit both would be.
TEST_CASE_TEMPLATE("suite: a task that is with a retry cannot be edited", T, SLUICE_STORES) {
  T stores;
  commit_tasks(stores.one.pipelines, {failed("a", "x")});
  REQUIRE(*stores.one.tasks.change(filter_of({1}), TaskState::retrying) == 1);
  const Status refused = stores.one.tasks.edit(1, 2, "2");
  CHECK(refused.code() == SLUICE_E_INVALID);
  CHECK(refused.message().find("may have been sent") != std::string::npos);
}

TEST_CASE_TEMPLATE("suite: a commit of a retry ends what it settles: done, or parked again", T,
                   SLUICE_STORES) {
  T stores;
  commit_tasks(stores.one.pipelines, {failed("a", "x"), failed("b", "x"), failed("c", "x")});
  REQUIRE(*stores.one.tasks.change({}, TaskState::retrying) == 3);
  Task again = failed("hash of what was sent", "still x", 500);
  again.id = 2;
  end_retry_through(stores.one.pipelines, 2, {again});
  CHECK(state_of(stores.other.tasks, 1) == TaskState::done);
  CHECK(state_of(stores.other.tasks, 3) == TaskState::retrying);
  const auto second = stores.other.tasks.task(2);
  CHECK((*second)->state == TaskState::parked);
  CHECK((*second)->attempts == 2);
  CHECK((*second)->message == "still x");
  CHECK((*second)->origin == "b");
}

TEST_CASE_TEMPLATE("suite: a retry that fails further down leaves its task to a new one", T,
                   SLUICE_STORES) {
  T stores;
  commit_tasks(stores.one.pipelines, {failed("a", "x")});
  REQUIRE(*stores.one.tasks.change({}, TaskState::retrying) == 1);
  Task further = failed("hash of what was sent", "refused", 500);
  further.id = 1;
  further.step = "publishers[0] (file.publisher)";
  further.value = "{\"id\":3}";
  end_retry_through(stores.one.pipelines, 1, {further});
  CHECK(state_of(stores.one.tasks, 1) == TaskState::superseded);
  const auto found = stores.one.tasks.task(2);
  REQUIRE(found->has_value());
  CHECK((*found)->origin == "a");
  CHECK((*found)->source == "{\"id\":1}");
  CHECK((*found)->value == "{\"id\":3}");
  CHECK((*found)->state == TaskState::parked);
}

TEST_CASE_TEMPLATE("suite: a newer version that got through supersedes parked tasks of its record",
                   T, SLUICE_STORES) {
  T stores;
  std::vector<Task> tasks = {failed("a", "x"), failed("b", "x"), failed("c", "x")};
  tasks[0].record_key = tasks[1].record_key = "sku 1";
  commit_tasks(stores.one.pipelines, tasks);
  REQUIRE(*stores.one.tasks.change(filter_of({2}), TaskState::skipped) == 1);
  Delta delta;
  delta.got_through = {{"sku 1"}, {""}};
  REQUIRE(stores.one.pipelines.commit("products", 1, delta).ok());
  CHECK(state_of(stores.one.tasks, 1) == TaskState::superseded);
  CHECK(state_of(stores.one.tasks, 2) == TaskState::skipped);
  CHECK(state_of(stores.one.tasks, 3) == TaskState::parked);
}

TEST_CASE_TEMPLATE("suite: tasks of a value that was made of several records are retried as one", T,
                   SLUICE_STORES) {
  T stores;
  std::vector<Task> tasks = {failed("a", "x"), failed("b", "x"), failed("c", "x")};
  tasks[0].merged = tasks[1].merged = "a and b";
  commit_tasks(stores.one.pipelines, tasks);
  REQUIRE(stores.one.tasks.change(filter_of({2, 3}), TaskState::retrying).ok());
  CHECK(state_of(stores.one.tasks, 1) == TaskState::retrying);
  Task again = failed("sent", "still x");
  again.id = 1;
  end_retry_through(stores.one.pipelines, 3, {again});
  CHECK(state_of(stores.one.tasks, 1) == TaskState::parked);
  CHECK(state_of(stores.one.tasks, 2) == TaskState::parked);
  CHECK(state_of(stores.one.tasks, 3) == TaskState::done);
  REQUIRE(stores.one.tasks.change(filter_of({1}), TaskState::retrying).ok());
  end_retry_through(stores.one.pipelines, 1);
  CHECK(state_of(stores.one.tasks, 1) == TaskState::done);
  CHECK(state_of(stores.one.tasks, 2) == TaskState::retrying);
  end_retry_through(stores.one.pipelines, 2);
  CHECK(state_of(stores.one.tasks, 2) == TaskState::done);
}

TEST_CASE_TEMPLATE("suite: a record that comes again keeps a person's decision", T, SLUICE_STORES) {
  T stores;
  commit_tasks(stores.one.pipelines, {failed("a", "x"), failed("b", "x")});
  REQUIRE(stores.one.tasks.edit(2, 1, "{}").ok());
  REQUIRE(*stores.one.tasks.change(filter_of({1}), TaskState::skipped) == 1);
  commit_tasks(stores.one.pipelines, {failed("a", "x"), failed("b", "x")});
  CHECK(state_of(stores.one.tasks, 1) == TaskState::skipped);
  CHECK((*stores.one.tasks.task(2))->edited == "{}");
}

TEST_CASE_TEMPLATE("suite: tasks of another store are added once", T, SLUICE_STORES) {
  T stores;
  std::vector<Task> tasks = {failed("a", "x"), failed("b", "x")};
  tasks[1].edited = "{}";
  tasks[1].state = TaskState::skipped;
  CHECK(*stores.one.tasks.add(tasks) == 2);
  CHECK(*stores.one.tasks.add(tasks) == 0);
  const auto second = stores.one.tasks.task(2);
  CHECK((*second)->edited == "{}");
  CHECK((*second)->state == TaskState::skipped);
}

TEST_CASE_TEMPLATE("suite: a task keeps its latest attempts, and what was answered to the last", T,
                   SLUICE_STORES) {
  T stores;
  for (int i = 1; i <= 12; i++) {
    Task again = failed("a", "refused for the " + std::to_string(i) + ". time", i * 100);
    if (i < 12) again.answer = TaskAnswer{"POST /items", "{}", 400 + i, "no"};
    commit_tasks(stores.one.pipelines, {again});
  }
  Task found = **stores.other.tasks.task(1);
  CHECK(found.attempts == 12);
  REQUIRE(found.earlier.size() == Task::kKeptAttempts - 1);
  CHECK(found.earlier.front().time_us == 300);
  CHECK(found.earlier.back().message == "refused for the 11. time");
  CHECK(found.earlier.back().remote_code == 422);
  CHECK_FALSE(found.answer);
  Task last = failed("a", "refused", 1300);
  last.answer = TaskAnswer{"POST /items", R"({"a":1})", 409, "it \xFF exists"};
  commit_tasks(stores.one.pipelines, {last});
  found = **stores.other.tasks.task(1);
  REQUIRE(found.answer);
  CHECK(found.answer->request == "POST /items");
  CHECK(found.answer->payload == R"({"a":1})");
  CHECK(found.answer->status == 409);
  CHECK(found.answer->response == "it \xFF exists");
}

TEST_CASE_TEMPLATE("suite: a task's past goes with it into another store, and ends with it", T,
                   SLUICE_STORES) {
  T stores;
  Task one = failed("a", "refused");
  one.earlier = {{50, SLUICE_E_DATA, 422, "refused before"}};
  one.answer = TaskAnswer{"GET /", "", 0, ""};
  REQUIRE(stores.one.tasks.add({one}));
  const Task found = **stores.other.tasks.task(1);
  REQUIRE(found.earlier.size() == 1);
  CHECK(found.earlier[0].message == "refused before");
  CHECK(found.answer);
  REQUIRE(*stores.one.tasks.remove({}) == 1);
  REQUIRE(stores.one.tasks.add({failed("b", "refused")}));
  CHECK((*stores.other.tasks.task(2))->earlier.empty());
}

TEST_CASE_TEMPLATE("suite: among very many tasks few are found by text and by time", T,
                   SLUICE_STORES) {
  using Ids = std::vector<int64_t>;
  T stores;
  std::vector<Task> tasks;
  for (int i = 0; i < 21'000; i++)
    tasks.push_back(failed(std::to_string(i), "no price for 'SKU-" + std::to_string(i) + "'", i));
  tasks[77].record_key = "order Nr. 5";
  REQUIRE(stores.one.tasks.add(tasks));
  const auto found = [&](const std::string& text, bool oldest_first = false) {
    TaskFilter filter;
    filter.text = text;
    TaskPage page;
    page.most = 3;
    page.oldest_first = oldest_first;
    return ids_of(stores.other.tasks, filter, page);
  };
  CHECK(found("sku-20999'") == Ids{21'000});
  CHECK(found("NR. 5") == Ids{78});
  CHECK(found("no price") == Ids{21'000, 20'999, 20'998});
  CHECK(found("no price", true) == Ids{1, 2, 3});
  CHECK(found("77'", true) == Ids{78, 178, 278});
  CHECK(found("7%") == Ids{});
  TaskFilter early;
  early.before_us = 3;
  CHECK(ids_of(stores.other.tasks, early) == Ids{3, 2, 1});
  early.above = 1;
  early.through = 2;
  CHECK(ids_of(stores.other.tasks, early) == Ids{2});
  tasks[500].message = "gone for ever";
  tasks[500].last_us = 1'000'000;
  commit_tasks(stores.one.pipelines, {tasks[500]});
  CHECK(found("GONE") == Ids{501});
  TaskFilter late;
  late.since_us = 500'000;
  CHECK(ids_of(stores.other.tasks, late) == Ids{501});
  TaskPage behind;
  behind.after = 501;
  CHECK(ids_of(stores.other.tasks, late, behind).empty());
}
