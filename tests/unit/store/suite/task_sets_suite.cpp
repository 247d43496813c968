// States of very many tasks: what a store says of them after any changes is what a model says.
#include <doctest/doctest.h>

#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "unit/store/suite/sqlite_stores.hpp"

using namespace sluice;
using namespace sluice::store;
using namespace sluice::store::test;

namespace {

constexpr int kOrigins = 300;

struct Modelled {
  int64_t id = 0;
  TaskState state = TaskState::parked;
  std::string pattern, key;
};

Task failed(int origin, std::string message) {
  Task t = task(std::to_string(origin));
  t.message = std::move(message);
  t.from_start = origin % 7 == 0;
  if (origin % 3 == 0) t.record_key = "key " + std::to_string(origin % 30);
  return t;
}

// Does the same to a store and to itself.
class Model {
 public:
  explicit Model(SqliteStores::View& of, unsigned seed) : of_(of), random_(seed) {}

  void park() {
    Delta delta;
    const std::string pattern = pick({"refused", "no price", "too long"});
    for (int n = any(40); n > 0; n--) {
      const int origin = any(kOrigins);
      delta.tasks.push_back(failed(origin, pattern));
      note_failure(origin, pattern);
    }
    commit("products", std::move(delta));
  }
  void supersede() {
    const std::string key = "key " + std::to_string(3 * any(10));
    for (auto& [origin, one] : tasks_)
      if (one.key == key && one.state == TaskState::parked) one.state = TaskState::superseded;
    Delta delta;
    delta.got_through = {{key}};
    commit("products", std::move(delta));
  }
  void change(TaskState from, TaskState to) {
    TaskFilter filter = some();
    filter.states = {from};
    uint64_t changed = 0;
    for (auto& [origin, one] : tasks_)
      if (passes(filter, origin, one) && one.state == from) one.state = to, changed++;
    CHECK(*of_.tasks.change(filter, to) == changed);
  }
  void end_retry() {
    const bool from_start = any(2) == 0;
    const int64_t through = any(400);
    for (auto& [origin, one] : tasks_)
      if (one.state == TaskState::retrying && one.id <= through && (origin % 7 == 0) == from_start)
        one.state = TaskState::done;
    Delta delta;
    delta.owner = "products";
    delta.retried = RetriedTasks{task("").step, from_start, through};
    commit("products/retry", std::move(delta));
  }
  void remove() {
    TaskFilter filter = some();
    filter.states = {TaskState::done, TaskState::superseded};
    const size_t before = tasks_.size();
    std::erase_if(tasks_, [&](const auto& entry) {
      const TaskState state = entry.second.state;
      return (state == TaskState::done || state == TaskState::superseded) &&
             passes(filter, entry.first, entry.second);
    });
    CHECK(*of_.tasks.remove(filter) == before - tasks_.size());
  }

  int any(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }
  const std::map<int, Modelled>& tasks() const { return tasks_; }

 private:
  std::string pick(const std::vector<std::string>& from) {
    return from[static_cast<size_t>(any(static_cast<int>(from.size())))];
  }
  TaskFilter some() {
    TaskFilter filter;
    if (any(2)) filter.pipeline = "products";
    if (any(3) == 0) filter.from_start = any(2) == 0;
    if (any(2)) filter.above = any(200);
    if (any(2)) filter.through = filter.above + 1 + any(200);
    if (any(4) == 0) filter.text = "price";
    return filter;
  }
  static bool passes(const TaskFilter& filter, int origin, const Modelled& one) {
    if (filter.from_start && *filter.from_start != (origin % 7 == 0)) return false;
    if (one.id <= filter.above || (filter.through && one.id > filter.through)) return false;
    return filter.text.empty() || one.pattern == "no price";
  }
  void note_failure(int origin, const std::string& pattern) {
    const auto [at, is_new] = tasks_.try_emplace(origin);
    Modelled& one = at->second;
    if (is_new) one.id = ++last_id_;
    one.pattern = pattern;
    one.key = failed(origin, "").record_key;
    if (one.state != TaskState::skipped && one.state != TaskState::retrying)
      one.state = TaskState::parked;
  }
  void commit(const std::string& place, Delta delta) {
    REQUIRE(of_.pipelines.commit(place, of_.pipelines.load(place)->sequence, delta).ok());
  }

  SqliteStores::View& of_;
  std::mt19937 random_;
  std::map<int, Modelled> tasks_;  // by origin
  int64_t last_id_ = 0;
};

std::vector<int64_t> ids_in(TaskStore& store, std::vector<TaskState> states) {
  TaskFilter filter;
  filter.states = std::move(states);
  TaskPage page;
  page.oldest_first = true;
  page.most = 1000;
  std::vector<int64_t> out;
  const auto found = store.tasks(filter, page);
  REQUIRE(found.ok());
  for (const Task& one : *found) out.push_back(one.id);
  return out;
}

void compare(TaskStore& store, const Model& model) {
  std::map<int64_t, TaskState> states;
  std::map<std::pair<std::string, TaskState>, uint64_t> groups;
  std::map<TaskState, uint64_t> counts;
  for (const auto& [origin, one] : model.tasks()) {
    states[one.id] = one.state;
    groups[{one.pattern, one.state}]++;
    counts[one.state]++;
  }
  for (const TaskState state : kTaskStates) {
    std::vector<int64_t> expected;
    for (const auto& [id, of] : states)
      if (of == state) expected.push_back(id);
    CHECK(ids_in(store, {state}) == expected);
  }
  CHECK(ids_in(store, {}).size() == states.size());
  const auto found_groups = store.groups({});
  CHECK(found_groups->size() == groups.size());
  for (const TaskGroup& one : *found_groups) CHECK(one.count == groups[{one.pattern, one.state}]);
  const auto found_counts = store.counts();
  CHECK(found_counts->size() == counts.size());
  for (const TaskCount& one : *found_counts) CHECK(one.count == counts[one.state]);
}

}  // namespace

TEST_CASE_TEMPLATE("suite: after any changes states, groups and counts are what a model says", T,
                   SLUICE_STORES) {
  for (const unsigned seed : {1u, 2u, 3u}) {
    T stores;
    Model model(stores.one, seed);
    for (int step = 0; step < 60; step++) {
      switch (model.any(8)) {
        case 0:
          model.change(TaskState::parked, TaskState::retrying);
          break;
        case 1:
          model.change(TaskState::parked, TaskState::skipped);
          break;
        case 2:
          model.change(TaskState::retrying, TaskState::parked);
          break;
        case 3:
          model.end_retry();
          break;
        case 4:
          model.remove();
          break;
        case 5:
          model.supersede();
          break;
        default:
          model.park();
      }
      compare(stores.other.tasks, model);
    }
  }
}

TEST_CASE_TEMPLATE("suite: who sends tasks gets the text to send and who they are", T,
                   SLUICE_STORES) {
  T stores;
  std::vector<Task> tasks = {task("a"), task("b"), task("c")};
  tasks[1].from_start = true;
  tasks[2].edited = "{\"id\":9}";
  tasks[2].record_key = "sku 1";
  REQUIRE(*stores.one.tasks.add(tasks) == 3);
  TaskPage page;
  page.to_send = page.oldest_first = true;
  const auto found = stores.other.tasks.tasks({}, page);
  REQUIRE(found->size() == 3);
  CHECK((*found)[0].current() == tasks[0].value);
  CHECK((*found)[1].current() == tasks[1].source);
  CHECK((*found)[2].current() == "{\"id\":9}");
  CHECK((*found)[2].edited);
  CHECK((*found)[2].record_key == "sku 1");
  CHECK((*found)[2].origin == "c");
}

TEST_CASE_TEMPLATE("suite: keys of a pipeline's tasks are those of tasks that are not over", T,
                   SLUICE_STORES) {
  T stores;
  std::vector<Task> tasks = {task("a"), task("b"), task("c"), task("d")};
  tasks[0].record_key = "one";
  tasks[1].record_key = "two";
  tasks[2].pipeline = "orders";
  tasks[2].record_key = "three";
  Delta delta;
  delta.tasks = tasks;
  REQUIRE(stores.one.pipelines.commit("products", 0, delta).ok());
  TaskFilter second;
  second.ids = {2};
  REQUIRE(*stores.one.tasks.change(second, TaskState::done) == 1);
  CHECK(stores.other.pipelines.load("products")->parked_keys == std::vector<std::string>{"one"});
}
