// What steps wrote for records that parked: when it counts, and when it never does.
#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

#include "unit/store/suite/sqlite_stores.hpp"

using namespace sluice;
using namespace sluice::store;
using namespace sluice::store::test;

namespace {

using Value = std::optional<std::string>;

const std::string kStep = "transformers[0] (core.changed)", kTable = "customers";
const std::string kBooks = "books (file.publisher)", kShop = "shop (file.publisher)";

DeferredWrites writes_of(std::vector<size_t> tasks, const std::string& value = "new") {
  DeferredWrites out;
  out.step = kStep;
  out.writes = {{{}, "key", value}, {{}, "number", value}, {kTable, "row", "\"" + value + "\""}};
  out.tasks = std::move(tasks);
  return out;
}

struct Parked : SqliteStores {
  Status commit(const Delta& delta, const std::string& place = "products") {
    return one.pipelines.commit(place, one.pipelines.load(place)->sequence, delta);
  }
  // Records that parked at `steps`, which one step wrote for.
  void park(const std::vector<std::string>& steps, bool delivered = false) {
    Delta delta;
    delta.state = {{kStep, "key", "unknown"}};
    for (const std::string& step : steps) delta.tasks.push_back(task("o", step));
    delta.deferred = {writes_of({})};
    for (size_t i = 0; i < steps.size(); i++) delta.deferred[0].tasks.push_back(i);
    delta.deferred[0].delivered = delivered;
    REQUIRE(commit(delta).ok());
  }
  void move(int64_t id, TaskState to) {
    TaskFilter filter;
    filter.ids = {id};
    REQUIRE(one.tasks.change(filter, to).ok());
  }
  // A retry of the tasks of a step brings them through, but for these.
  void retry(const std::string& step, std::vector<Task> again = {}, DeferredWrites wrote = {},
             bool from_start = false) {
    TaskFilter filter;
    filter.step = step;
    REQUIRE(one.tasks.change(filter, TaskState::retrying).ok());
    Delta delta;
    delta.owner = "products";
    delta.retried = RetriedTasks{step, from_start, 100};
    delta.tasks = std::move(again);
    if (!wrote.writes.empty()) delta.deferred = {wrote};
    REQUIRE(commit(delta, "products/retry").ok());
  }
  void write(const std::string& key, const Value& value, const std::string& step = kStep) {
    Delta delta;
    delta.state = {{step, key, value}};
    REQUIRE(commit(delta).ok());
  }
  Value value(const std::string& key) {
    const std::string_view wanted = key;
    return other.pipelines.read_state("products", kStep, {&wanted, 1})->front();
  }
  Value row() {
    const std::string_view key = "row";
    const auto found = other.tables.read(kTable, {&key, 1});
    return found->front() ? Value(found->front()->value) : std::nullopt;
  }
};

Task failed_again(int64_t id, const std::string& step) {
  Task again = task("line", step);
  again.id = id;
  return again;
}

}  // namespace

TEST_CASE("what a step wrote for a parked record counts once its task is done") {
  Parked store;
  store.park({kBooks});
  CHECK(store.value("key") == "unknown");
  CHECK_FALSE(store.row());
  store.retry(kBooks);
  CHECK(store.value("key") == "new");
  CHECK(store.value("number") == "new");
  CHECK(store.row() == "\"new\"");
}

TEST_CASE("what a step wrote waits for the last task of its record") {
  Parked store;
  store.park({kBooks, kShop});
  store.retry(kBooks);
  CHECK(store.value("key") == "unknown");
  store.retry(kShop);
  CHECK(store.value("key") == "new");
  CHECK(store.row() == "\"new\"");
}

TEST_CASE("what was written meanwhile stays, and all that belongs together is dropped") {
  SUBCASE("the same key") {
    Parked store;
    store.park({kBooks});
    store.write("key", "newer");
    store.retry(kBooks);
    CHECK(store.value("key") == "newer");
    CHECK_FALSE(store.value("number"));
    CHECK_FALSE(store.row());
  }
  SUBCASE("another key of it was removed") {
    Parked store;
    store.park({kBooks});
    store.write("number", std::nullopt);
    store.retry(kBooks);
    CHECK(store.value("key") == "unknown");
  }
  SUBCASE("its row, by a person") {
    Parked store;
    store.park({kBooks});
    const StoredRow mine{"row", "\"mine\"", 0};
    REQUIRE(store.other.tables.put(kTable, {&mine, 1}).ok());
    store.retry(kBooks);
    CHECK(store.row() == "\"mine\"");
  }
  SUBCASE("its row was removed, or its table cleared") {
    Parked store;
    store.park({kBooks});
    REQUIRE(store.other.tables.remove(kTable, "row").ok());
    store.retry(kBooks);
    CHECK_FALSE(store.row());
    store.park({kShop});
    REQUIRE(store.other.tables.clear(kTable).ok());
    store.retry(kShop);
    CHECK_FALSE(store.row());
  }
  SUBCASE("another step's key of this name is another one") {
    Parked store;
    store.park({kBooks});
    store.write("key", "newer", "transformers[1] (core.changed)");
    store.retry(kBooks);
    CHECK(store.value("key") == "new");
  }
}

TEST_CASE("what joins a list is added behind what is there, whatever was written meanwhile") {
  Parked store;
  Delta delta;
  DeferredWrites writes;
  writes.step = kStep;
  for (const char* value : {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"})
    writes.writes.push_back({{}, "row", value, 0, 0, "l"});
  writes.tasks = {0};
  delta.tasks = {task("o", kBooks), task("o", kShop)};
  delta.deferred = {writes, writes};
  delta.deferred[1].tasks = {1};
  REQUIRE(store.commit(delta).ok());
  store.write("row", "another walk's");
  CHECK_FALSE(store.value("lc"));
  SUBCASE("its tasks are done") {
    store.retry(kBooks);
    store.retry(kShop);
  }
  SUBCASE("they are skipped, and one of them is sent after all") {
    store.move(1, TaskState::skipped);
    store.move(2, TaskState::skipped);
    store.retry(kBooks);
  }
  CHECK(store.value("lc") == "22");
  CHECK(store.value("l0") == "a");
  CHECK(store.value("l10") == "k");
  CHECK(store.value("l11") == "a");
  CHECK(store.value("l21") == "k");
  CHECK(store.value("row") == "another walk's");
}

TEST_CASE("what joins a list is dropped by a retry from the start, which writes it again") {
  Parked store;
  Delta delta;
  delta.tasks = {task("o", kBooks)};
  delta.tasks[0].from_start = true;
  delta.deferred = {{kStep, {{{}, "row", "a", 0, 0, "l"}}, false, {0}}};
  REQUIRE(store.commit(delta).ok());
  SUBCASE("it was brought through") {
    store.retry(kBooks, {}, {}, true);
    CHECK_FALSE(store.value("lc"));
  }
  SUBCASE("it failed again, further down, where its value could be kept") {
    store.retry(kBooks, {failed_again(1, kShop)}, {kStep, {{{}, "t0", "b", 0, 0, "l"}}, false, {0}},
                true);
    CHECK_FALSE(store.value("lc"));
    store.retry(kShop);
    CHECK(store.value("l0") == "b");
    CHECK(store.value("lc") == "1");
  }
  SUBCASE("but not if a person skips it, as nothing runs again then") {
    store.move(1, TaskState::skipped);
    CHECK(store.value("l0") == "a");
  }
}

TEST_CASE("a record that comes again and fails again leaves what its steps wrote the last time") {
  Parked store;
  store.park({kBooks, kShop});
  store.park({kBooks});
  store.retry(kBooks);
  CHECK(store.value("key") == "new");
}

TEST_CASE("of two versions that parked the later one counts, whichever is retried last") {
  Parked store;
  store.park({kBooks});
  Delta delta;
  delta.state = {{kStep, "key", "unknown"}};
  delta.tasks = {task("later", kShop)};
  delta.deferred = {writes_of({0}, "newest")};
  REQUIRE(store.commit(delta).ok());
  store.retry(kShop);
  store.retry(kBooks);
  CHECK(store.value("key") == "newest");
}

TEST_CASE("skipped is filtered by a person: a step's own state counts, a row does not") {
  Parked store;
  store.park({kBooks});
  store.move(1, TaskState::skipped);
  CHECK(store.value("key") == "new");
  CHECK_FALSE(store.row());
  SUBCASE("until it is retried after all") {
    store.retry(kBooks);
    CHECK(store.row() == "\"new\"");
  }
  SUBCASE("and when it comes again") {
    store.write("key", "unknown");
    store.park({kBooks});
    CHECK(store.value("key") == "new");
    CHECK_FALSE(store.row());
  }
}

TEST_CASE("a row counts if another part of the record was delivered, and the rest is skipped") {
  SUBCASE("in the run") {
    Parked store;
    store.park({kBooks}, true);
    store.move(1, TaskState::skipped);
    CHECK(store.row() == "\"new\"");
  }
  SUBCASE("by a retry") {
    Parked store;
    store.park({kBooks, kShop});
    store.move(1, TaskState::skipped);
    CHECK(store.value("key") == "unknown");
    store.retry(kShop);
    CHECK(store.row() == "\"new\"");
  }
}

TEST_CASE("what was written for a task that is superseded or removed never counts") {
  for (const bool superseded : {true, false}) {
    Parked store;
    store.park({kBooks, kShop});
    TaskFilter first;
    first.ids = {1};
    if (superseded)
      store.move(1, TaskState::superseded);
    else
      CHECK(*store.one.tasks.remove(first) == 1);
    store.retry(kShop);
    CHECK(store.value("key") == "unknown");
    CHECK_FALSE(store.row());
  }
}

TEST_CASE("a retry that fails again leaves what was written to the task") {
  SUBCASE("at the same step") {
    Parked store;
    store.park({kBooks});
    store.retry(kBooks, {failed_again(1, kBooks)});
    CHECK(store.value("key") == "unknown");
    store.retry(kBooks);
    CHECK(store.value("key") == "new");
  }
  SUBCASE("further down, as several records") {
    Parked store;
    store.park({"transformers[1] (core.map)"});
    store.retry("transformers[1] (core.map)", {failed_again(1, kBooks), failed_again(1, kShop)});
    store.retry(kBooks);
    CHECK(store.value("key") == "unknown");
    store.retry(kShop);
    CHECK(store.value("key") == "new");
  }
  SUBCASE("with what the steps that ran again wrote") {
    Parked store;
    store.park({kBooks});
    store.retry(kBooks, {failed_again(1, kBooks)}, writes_of({0}, "again"));
    CHECK(store.value("key") == "unknown");
    store.retry(kBooks);
    CHECK(store.value("key") == "again");
  }
}

TEST_CASE("a reset of the pipeline's state takes what is deferred with it") {
  Parked store;
  store.park({kBooks});
  REQUIRE(*store.one.pipelines.reset("products"));
  store.retry(kBooks);
  CHECK_FALSE(store.value("key"));
}

namespace {

// A record that waits in a backlog, for which one step wrote.
struct Waits : Parked {
  Waits() {
    Delta delta;
    delta.state = {{kStep, "key", "known"}};
    REQUIRE(commit(delta).ok());
    add("new");
  }
  void add(const std::string& value) {
    Delta delta;
    WaitingRecord record;
    record.publisher = kShop;
    record.value = "{\"v\":\"" + value + "\"}";
    delta.waiting = {record};
    delta.state = {{kStep, "key", value}, {kStep, "number", value}};
    delta.rows = {{kTable, "row", "\"" + value + "\""}};
    delta.deferred = {writes_of({}, value)};
    delta.deferred[0].waiting = {0};
    REQUIRE(commit(delta).ok());
  }
  // The drain settles those up to `through`; `parked`: number of the one that the target refused.
  void drain(int64_t through, int64_t parked = 0) {
    Delta delta;
    delta.owner = "products";
    delta.drained = DrainedRecords{kShop, through};
    if (parked) delta.tasks = {task("o", kShop)};
    if (parked) delta.parked_waiting = {{kShop, parked, 0}};
    REQUIRE(commit(delta, "products/backlog/" + kShop).ok());
  }
};

}  // namespace

TEST_CASE("what a step wrote for a record that waits counts, and stays once it is delivered") {
  Waits store;
  CHECK(store.value("key") == "new");
  CHECK(store.row() == "\"new\"");
  store.drain(1);
  CHECK(store.one.backlog.drop("products", kShop).ok());
  CHECK(store.value("key") == "new");
  CHECK(store.row() == "\"new\"");
}

TEST_CASE("what a step wrote for records that wait is undone if they are given up") {
  Waits store;
  store.add("newer");
  CHECK(*store.one.backlog.drop("products", kShop) == 2);
  CHECK(store.value("key") == "known");
  CHECK_FALSE(store.value("number"));
  CHECK_FALSE(store.row());
}

TEST_CASE("what was written anew since stays if a record that waits is given up") {
  Waits store;
  store.write("key", "other");
  CHECK(*store.one.backlog.drop("products", kShop) == 1);
  CHECK(store.value("key") == "other");
  CHECK_FALSE(store.value("number"));
}

TEST_CASE("what a step wrote for a record that parks in a drain counts once its task is done") {
  Waits store;
  store.drain(1, 1);
  CHECK(store.value("key") == "known");
  CHECK_FALSE(store.row());
  store.retry(kShop);
  CHECK(store.value("key") == "new");
  CHECK(store.row() == "\"new\"");
}

TEST_CASE("of two versions that wait, only what the later one wrote is undone if it parks") {
  Waits store;
  store.add("newer");
  store.drain(2, 2);
  CHECK(store.value("key") == "new");
  CHECK(store.row() == "\"new\"");
}
