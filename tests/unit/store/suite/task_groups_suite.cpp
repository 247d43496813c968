// What every TaskStore promises of tasks whose errors are alike.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "unit/store/suite/failed_tasks.hpp"
#include "unit/store/suite/sqlite_stores.hpp"

using namespace sluice;
using namespace sluice::store;
using namespace sluice::store::test;

namespace {

using Counts = std::vector<uint64_t>;

Counts counts_of(TaskStore& store, const TaskFilter& filter) {
  const auto groups = store.groups(filter);
  REQUIRE_MESSAGE(groups.ok(), groups.status().message());
  Counts out;
  for (const TaskGroup& group : *groups) out.push_back(group.count);
  return out;
}

}  // namespace

TEST_CASE_TEMPLATE("suite: errors that differ in numbers and quoted parts are one group", T,
                   SLUICE_STORES) {
  T stores;
  commit_tasks(stores.one.pipelines,
               {failed("a", "no price for 'ab' (record 12)", 300),
                failed("b", "no price for 'cd' (record 13)", 100), failed("c", "refused", 200)});
  const auto groups = stores.other.tasks.groups({});
  REQUIRE(groups->size() == 2);
  CHECK(groups->front().pattern == "no price for … (record #)");
  CHECK(groups->front().count == 2);
  CHECK(groups->front().first_us == 100);
  CHECK(groups->front().last_us == 300);
  CHECK(groups->front().step == task("").step);
  CHECK(groups->front().code == SLUICE_E_DATA);
}

TEST_CASE_TEMPLATE("suite: groups and counts follow every change of a task", T, SLUICE_STORES) {
  T stores;
  commit_tasks(stores.one.pipelines, {failed("a", "x 1"), failed("b", "x 2"), failed("c", "y")});
  CHECK(*stores.one.tasks.change(filter_of({1}), TaskState::skipped) == 1);
  TaskFilter parked;
  parked.states = {TaskState::parked};
  CHECK(stores.one.tasks.groups(parked)->front().count == 1);
  commit_tasks(stores.one.pipelines, {failed("c", "x 3")});  // fails for another reason now
  CHECK(stores.one.tasks.groups(parked)->size() == 1);
  CHECK(stores.one.tasks.groups(parked)->front().count == 2);
  CHECK(*stores.one.tasks.remove(filter_of({2})) == 1);
  const auto counts = stores.other.tasks.counts();
  REQUIRE(counts->size() == 2);
  CHECK((*counts)[0].state == TaskState::parked);
  CHECK((*counts)[0].count == 1);
  CHECK((*counts)[1].state == TaskState::skipped);
  CHECK((*counts)[1].count == 1);
}

TEST_CASE_TEMPLATE("suite: groups count only what a filter by text, time or number lets pass", T,
                   SLUICE_STORES) {
  T stores;
  commit_tasks(stores.one.pipelines,
               {failed("a", "no price for 'ab'", 100), failed("b", "no price for 'cd'", 200),
                failed("c", "no price for 'ce'", 300), failed("d", "refused", 400)});
  TaskStore& store = stores.other.tasks;
  TaskFilter filter;
  filter.text = "'C";
  CHECK(counts_of(store, filter) == Counts{2});
  filter.text = "nowhere";
  CHECK(counts_of(store, filter).empty());
  filter = {};
  filter.since_us = 300;
  CHECK(counts_of(store, filter) == Counts{1, 1});
  filter.before_us = 400;
  CHECK(counts_of(store, filter) == Counts{1});
  CHECK(counts_of(store, filter_of({1, 2, 4})) == Counts{2, 1});
}
