// Tasks of records that were delivered: what commits keep of them, and for how long.
#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "unit/store/suite/sqlite_stores.hpp"

using namespace sluice;
using namespace sluice::store;
using namespace sluice::store::test;

namespace {

// Its texts have `bytes` bytes.
Task kept_task(std::string origin, int64_t time_us, size_t bytes = 100) {
  Task t = task(std::move(origin));
  t.state = TaskState::done;
  t.code = SLUICE_OK;
  t.remote_code = 201;
  t.message = "delivered";
  t.source = std::string(bytes - t.message.size() - t.record_key.size(), 'x');
  t.value.clear();
  t.from_start = true;
  t.first_us = t.last_us = time_us;
  return t;
}

void commit_kept(PipelineStore& store, std::vector<Task> tasks,
                 std::optional<KeptBounds> kept = {}) {
  Delta delta;
  delta.tasks = std::move(tasks);
  delta.kept = kept;
  REQUIRE(store.commit("products", store.load("products")->sequence, delta).ok());
}

std::vector<std::string> origins_in(TaskStore& store, TaskState state) {
  TaskFilter filter;
  filter.states = {state};
  TaskPage page;
  page.oldest_first = true;
  std::vector<std::string> out;
  const auto tasks = store.tasks(filter, page);
  REQUIRE(tasks.ok());
  for (const Task& one : *tasks) out.push_back(one.origin);
  return out;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE_TEMPLATE("suite: a delivered record is a task that is done, with its status and text", T,
                   SLUICE_STORES) {
  T stores;
  commit_kept(stores.one.pipelines, {kept_task("a", 100)});
  const auto found = stores.other.tasks.task(1);
  REQUIRE(found->has_value());
  CHECK((*found)->is_kept());
  CHECK((*found)->remote_code == 201);
  CHECK((*found)->current().size() == (*found)->source.size());
  CHECK(origins_in(stores.other.tasks, TaskState::parked).empty());
}

TEST_CASE_TEMPLATE("suite: the oldest delivered records go when there are too many bytes", T,
                   SLUICE_STORES) {
  T stores;
  commit_kept(stores.one.pipelines, {kept_task("a", 1), kept_task("b", 2), kept_task("c", 3)},
              KeptBounds{250, 0});
  CHECK(origins_in(stores.other.tasks, TaskState::done) == Lines{"b", "c"});
  commit_kept(stores.one.pipelines, {kept_task("d", 4), kept_task("e", 5)}, KeptBounds{250, 0});
  CHECK(origins_in(stores.other.tasks, TaskState::done) == Lines{"d", "e"});
}

TEST_CASE_TEMPLATE("suite: delivered records go by their age, other tasks do not", T,
                   SLUICE_STORES) {
  T stores;
  Task parked = task("p");
  parked.first_us = parked.last_us = 1;
  commit_kept(stores.one.pipelines, {parked, kept_task("a", 1), kept_task("b", 20)},
              KeptBounds{1000, 10});
  CHECK(origins_in(stores.other.tasks, TaskState::done) == Lines{"b"});
  CHECK(origins_in(stores.other.tasks, TaskState::parked) == Lines{"p"});
}

TEST_CASE_TEMPLATE("suite: without bounds nothing of it goes", T, SLUICE_STORES) {
  T stores;
  commit_kept(stores.one.pipelines, {kept_task("a", 1)});
  commit_kept(stores.one.pipelines, {kept_task("b", 2)});
  CHECK(origins_in(stores.other.tasks, TaskState::done) == Lines{"a", "b"});
}

TEST_CASE_TEMPLATE("suite: a record that failed and comes again is delivered, not parked", T,
                   SLUICE_STORES) {
  T stores;
  commit_kept(stores.one.pipelines, {task("a")});
  commit_kept(stores.one.pipelines, {kept_task("a", 7)});
  CHECK(origins_in(stores.other.tasks, TaskState::parked).empty());
  CHECK(origins_in(stores.other.tasks, TaskState::done) == Lines{"a"});
  CHECK((*stores.other.tasks.task(1))->attempts == 2);
}

TEST_CASE_TEMPLATE("suite: a delivered record that fails when it comes again is parked", T,
                   SLUICE_STORES) {
  T stores;
  commit_kept(stores.one.pipelines, {kept_task("a", 1)});
  commit_kept(stores.one.pipelines, {task("a")}, KeptBounds{0, 100});
  CHECK(origins_in(stores.other.tasks, TaskState::parked) == Lines{"a"});
}
