// What becomes of tasks when a later version of their record, or a later record of their order,
// gets through.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "unit/store/suite/sqlite_stores.hpp"

using namespace sluice;
using namespace sluice::store;
using namespace sluice::store::test;

namespace {

const std::string kSteps[] = {"books (file.publisher)", "shop (file.publisher)"};

struct Versions : SqliteStores {
  int64_t clock = 100;

  Task version(const std::string& origin, const std::string& key, uint32_t order = 0,
               uint64_t reading = 0, size_t step = 0) {
    Task out = task(origin, kSteps[step]);
    out.first_us = out.last_us = ++clock;
    out.record_key = key;
    out.order = order;
    out.reading = reading;
    return out;
  }
  void commit(std::vector<Task> tasks, std::vector<GotThrough> records = {}) {
    Delta delta;
    delta.tasks = std::move(tasks);
    delta.got_through = std::move(records);
    const auto state = one.pipelines.load("products");
    REQUIRE(one.pipelines.commit("products", state->sequence, delta).ok());
  }
  void choose(const TaskFilter& filter) {
    REQUIRE(one.tasks.change(filter, TaskState::retrying).ok());
  }
  void choose(int64_t id) {
    TaskFilter filter;
    filter.ids = {id};
    choose(filter);
  }
  // What is with the retry of a step is done, but for this one.
  void end_retry(size_t step = 0, int64_t failed = 0) {
    Delta delta;
    delta.owner = "products";
    delta.retried = RetriedTasks{kSteps[step], false, 100, {kSteps[step]}};
    if (failed) delta.tasks = {version("line", "")};
    if (failed) delta.tasks[0].id = failed;
    const auto state = one.pipelines.load("products/retry");
    REQUIRE(one.pipelines.commit("products/retry", state->sequence, delta).ok());
  }
  TaskState state(int64_t id) { return (*other.tasks.task(id))->state; }
  // As a retry gets it.
  bool is_overtaken(int64_t id) {
    TaskFilter filter;
    filter.ids = {id};
    TaskPage page;
    page.to_send = true;
    return other.tasks.tasks(filter, page)->front().overtaken;
  }
};

GotThrough key_at(const std::string& key, uint64_t reading) { return {key, 0, {}, reading}; }
GotThrough order_at(uint32_t order, uint64_t reading, size_t step = 0) {
  return {{}, order, kSteps[step], reading};
}

}  // namespace

TEST_CASE(
    "a version that got through supersedes those that were read before it, in one commit too") {
  Versions store;
  store.commit({store.version("a", "k", 0, 1), store.version("b", "k", 0, 3)}, {key_at("k", 2)});
  CHECK(store.state(1) == TaskState::superseded);
  CHECK(store.state(2) == TaskState::parked);
}

TEST_CASE("a task is overtaken by a later record of its order at its step") {
  Versions store;
  store.commit({store.version("a", "x", 7, 1), store.version("b", "y", 7, 3),
                store.version("c", "z", 7, 1, 1), store.version("d", "u", 8, 1)},
               {order_at(7, 2)});
  CHECK(store.state(1) == TaskState::parked);
  CHECK(store.is_overtaken(1));
  for (const int64_t other : {2, 3, 4}) CHECK_FALSE(store.is_overtaken(other));
  store.commit({}, {order_at(7, 1)});
  CHECK(store.is_overtaken(2));
  CHECK_FALSE(store.is_overtaken(3));
}

TEST_CASE("a version that a person skipped, or that may have been sent, is overtaken") {
  for (const TaskState before : {TaskState::skipped, TaskState::retrying}) {
    Versions store;
    store.commit({store.version("a", "k")});
    TaskFilter all;
    REQUIRE(store.one.tasks.change(all, before).ok());
    store.commit({}, {key_at("k", 1)});
    CHECK(store.state(1) == before);
    CHECK(store.is_overtaken(1));
  }
}

TEST_CASE("only what was read before is out of date") {
  Versions store;
  store.commit({store.version("a", "k"), store.version("b", "k")});
  GotThrough record = key_at("k", 1);
  record.before_us = 102;  // when the second one was
  store.commit({}, {record});
  CHECK(store.state(1) == TaskState::superseded);
  CHECK(store.state(2) == TaskState::parked);
}

TEST_CASE(
    "what is offered again ends tasks of what came before it, and none of what came behind it") {
  Versions store;
  store.commit({store.version("older", "k"), store.version("a", "k"), store.version("c", "k")});
  GotThrough record = key_at("k", 1);
  record.origin = "b";
  record.before_us = 102;  // when the first of those that are offered again failed
  SUBCASE("by the time") {}
  SUBCASE("and by what was offered before it") { record.also = {"a"}; }
  const bool also = !record.also.empty();
  store.commit({}, {record});
  CHECK(store.state(1) == TaskState::superseded);
  CHECK(store.state(2) == (also ? TaskState::superseded : TaskState::parked));
  CHECK(store.state(3) == TaskState::parked);
}

TEST_CASE("a retry that brings a version through supersedes older ones, and no later one") {
  Versions store;
  store.commit({store.version("a", "k"), store.version("b", "k"), store.version("c", "k")});
  SUBCASE("in the order in which they were read first") {
    store.choose(2);
    store.end_retry();
    CHECK(store.state(1) == TaskState::superseded);
    CHECK(store.state(2) == TaskState::done);
    CHECK(store.state(3) == TaskState::parked);
  }
  SUBCASE("one that came again is the latest") {
    store.commit({store.version("a", "k")});
    store.choose(3);
    store.end_retry();
    CHECK(store.state(1) == TaskState::parked);
    CHECK(store.state(2) == TaskState::superseded);
  }
  SUBCASE("one that failed again says nothing") {
    store.choose(2);
    store.end_retry(0, 2);
    CHECK(store.state(1) == TaskState::parked);
    CHECK(store.state(2) == TaskState::parked);
  }
}

TEST_CASE("a retry at one target leaves the tasks of other targets alone, also the record's own") {
  Versions store;
  store.commit({store.version("a", "k", 0, 0, 1), store.version("b", "k", 0, 0, 1),
                store.version("b", "k", 0, 0, 0)});
  store.choose(3);
  store.end_retry();
  CHECK(store.state(3) == TaskState::done);
  CHECK(store.state(1) == TaskState::parked);
  CHECK(store.state(2) == TaskState::parked);
}

TEST_CASE("the last task of a record that a retry ends supersedes older versions at every target") {
  Versions store;
  store.commit({store.version("a", "k", 0, 0, 1), store.version("b", "k")});
  store.choose(2);
  store.end_retry();
  CHECK(store.state(1) == TaskState::superseded);
}

TEST_CASE("a retry leaves the other parts of its own record, also where it reaches") {
  Versions store;
  Task other_part = store.version("a", "k");
  other_part.part = 1;
  store.commit({other_part, store.version("a", "k")});
  store.choose(2);
  store.end_retry();
  CHECK(store.state(2) == TaskState::done);
  CHECK(store.state(1) == TaskState::parked);
}

TEST_CASE(
    "a value made of several records is not out of date as a whole: whoever sends it is told") {
  Versions store;
  Task merged = store.version("a", "k");
  merged.merged = "group";
  store.commit({merged});
  store.commit({}, {key_at("k", 1)});
  CHECK(store.state(1) == TaskState::parked);
  CHECK(store.is_overtaken(1));
}

TEST_CASE("a retry of a value made of several records says nothing of the others' tasks") {
  Versions store;
  Task first = store.version("a", "k"), second = store.version("b", "k");
  first.merged = second.merged = "group";
  store.commit({store.version("a", "k", 0, 0, 1), first, second});
  store.choose(2);  // the other one goes with it
  store.end_retry();
  CHECK(store.state(2) == TaskState::done);
  CHECK(store.state(3) == TaskState::done);
  CHECK(store.state(1) == TaskState::parked);
}

TEST_CASE("a retry that brings a record through overtakes what came before it in its order") {
  Versions store;
  store.commit({store.version("a", "x", 7), store.version("b", "y", 7), store.version("c", "z", 7),
                store.version("d", "u", 7, 0, 1)});
  store.choose(2);
  store.end_retry();
  CHECK(store.is_overtaken(1));
  CHECK_FALSE(store.is_overtaken(3));
  CHECK_FALSE(store.is_overtaken(4));
}

TEST_CASE(
    "what is overtaken is decided by who was told and names it, by an edit, or by the source") {
  Versions store;
  store.commit({store.version("a", "x", 7)}, {order_at(7, 1)});
  store.choose(1);
  CHECK(store.is_overtaken(1));  // nobody was told
  store.end_retry(0, 1);
  SUBCASE("all of them is nobody's decision") {
    store.choose(TaskFilter());
    CHECK(store.is_overtaken(1));
  }
  SUBCASE("by its number") {
    store.choose(1);
    CHECK_FALSE(store.is_overtaken(1));
  }
  SUBCASE("edited") {
    REQUIRE(store.one.tasks.edit(1, (*store.one.tasks.task(1))->version, "1").ok());
    CHECK_FALSE(store.is_overtaken(1));
  }
  SUBCASE("it came again, as the latest") {
    store.commit({store.version("a", "x", 7)});
    CHECK_FALSE(store.is_overtaken(1));
  }
  SUBCASE("overtaken once more") {
    store.commit({}, {order_at(7, 1)});
    store.choose(1);
    CHECK(store.is_overtaken(1));
  }
}

TEST_CASE("who names one task of a value made of several records decides for all of it") {
  Versions store;
  Task first = store.version("a", "x", 7), second = store.version("b", "y", 7);
  first.merged = second.merged = "group";
  store.commit({first, second}, {order_at(7, 1)});
  store.choose(1);
  store.end_retry(0, 1);  // it was sent as the first one's, and refused
  store.choose(2);
  CHECK_FALSE(store.is_overtaken(1));
}

TEST_CASE("a run knows the keys and orders of tasks that are open or skipped") {
  Versions store;
  store.commit(
      {store.version("a", "x", 7), store.version("b", "y", 8, 0, 1), store.version("c", "z", 9)});
  TaskFilter last;
  last.ids = {3};
  REQUIRE(store.one.tasks.change(last, TaskState::done).ok());
  last.ids = {2};
  REQUIRE(store.one.tasks.change(last, TaskState::skipped).ok());
  const auto state = store.other.pipelines.load("products");
  CHECK(state->parked_keys.size() == 2);
  REQUIRE(state->open_orders.size() == 2);
  CHECK(state->open_orders[0].order == 7);
  CHECK(state->open_orders[1].order == 8);
  CHECK(state->open_orders[1].step == kSteps[1]);
}
