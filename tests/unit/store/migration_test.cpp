// A store that an earlier version wrote opens in this one, with everything in it.
#include <SQLiteCpp/Database.h>
#include <doctest/doctest.h>

#include <string>

#include "store/sqlite_backlog.hpp"
#include "store/sqlite_store.hpp"
#include "store/sqlite_tables.hpp"
#include "support/temp_folder.hpp"
#include "unit/store/store_rig.hpp"

using namespace sluice;
using namespace sluice::store;
using namespace sluice::store::test;

namespace {

void make(const Folder& folder, const std::string& file) {
  SQLite::Database db(folder.file(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  db.exec(sluice::test::read_file(SLUICE_STORE_DATA "/" + file));
}

// The store of a run that delivered three records and parked three.
void make_version_6(const Folder& folder) { make(folder, "version_6.sql"); }

}  // namespace

TEST_CASE("a store of version 6 opens and keeps cursor, positions, state and tasks") {
  const Folder folder;
  make_version_6(folder);
  SqliteStore store(folder.file());
  const auto state = store.load("products");
  REQUIRE_MESSAGE(state.ok(), state.status().message());
  CHECK(state->sequence == 3);
  CHECK(state->cursor.walk == Walk::finished);
  CHECK(state->cursor.text.find("\"line\":7") != std::string::npos);
  CHECK(state->figures.delivered == 3);
  REQUIRE(state->positions.size() == 1);
  CHECK(state->positions[0].identity == "file.publisher\nout.ndjson");
  const std::string_view key = "k+1:3e1:0";
  CHECK(store.read_state("products", "transformers[0] (core.distinct)", {&key, 1})
            ->front()
            .has_value());
  const auto tasks = tasks_in(folder);
  REQUIRE(tasks.size() == 3);
  CHECK(tasks[1].id == 2);
  CHECK(tasks[1].state == TaskState::parked);
  CHECK(tasks[1].value == "{\"id\":4,\"price\":\"12x\"}");
  CHECK(tasks[0].group == tasks[1].group);
  CHECK(tasks[2].group != tasks[1].group);
  const auto groups = SqliteTasks(folder.file()).groups({});
  REQUIRE(groups->size() == 2);
  CHECK(groups->front().count == 2);
}

TEST_CASE("a store that was brought up goes on") {
  const Folder folder;
  make_version_6(folder);
  SqliteStore store(folder.file());
  Delta delta;
  delta.tasks = {task("another")};
  CHECK(store.commit("products", 3, delta).ok());
  CHECK(store.load("products")->cursor.walk == Walk::finished);
  CHECK(tasks_in(folder).back().id == 4);
}

TEST_CASE("a store of an older schema is refused to who reads only, with what to do") {
  const Folder folder;
  make_version_6(folder);
  SqliteStore store(folder.file(), SqliteStore::Mode::read_only);
  const auto state = store.load("products");
  CHECK(state.status().code() == SLUICE_E_INVALID);
  CHECK(state.status().message().find("schema version 6") != std::string::npos);
}

TEST_CASE("tasks of a store of version 8 are found by text, and remember from then on") {
  const Folder folder;
  make(folder, "version_8.sql");
  SqliteTasks tasks(folder.file());
  TaskFilter filter;
  filter.text = "12X";
  const auto found = tasks.tasks(filter, {});
  REQUIRE_MESSAGE(found.ok(), found.status().message());
  REQUIRE(found->size() == 1);
  CHECK(found->front().value == "");  // a list has no texts
  const Task whole = **tasks.task(found->front().id);
  CHECK(whole.value == "{\"id\":3,\"price\":\"12x\"}");
  CHECK(whole.earlier.empty());
  SqliteStore store(folder.file());
  Delta delta;
  delta.tasks = {whole};
  delta.tasks.front().message = "refused again";
  REQUIRE(store.commit("products", store.load("products")->sequence, delta).ok());
  const Task again = **tasks.task(whole.id);
  REQUIRE(again.earlier.size() == 1);
  CHECK(again.earlier[0].message == whole.message);
  SQLite::Database db(folder.file());
  CHECK(db.execAndGet("SELECT count(*) FROM task_blocks").getInt() == 1);
}

TEST_CASE("in a store of version 8 delivered records can be kept") {
  const Folder folder;
  make(folder, "version_8.sql");
  SqliteStore store(folder.file());
  Delta delta;
  delta.tasks = {task("another", "publishers[0] (file.publisher)")};
  delta.tasks[0].state = TaskState::done;
  delta.tasks[0].code = SLUICE_OK;
  delta.kept = KeptBounds{1000, 0};
  REQUIRE(store.commit("products", store.load("products")->sequence, delta).ok());
  CHECK(tasks_in(folder).back().is_kept());
}

TEST_CASE(
    "a task of a store of version 10 keeps its answer, and remembers from then on what was sent") {
  const Folder folder;
  make(folder, "version_10.sql");
  SqliteStore store(folder.file());
  REQUIRE(store.load("p").ok());
  SqliteTasks tasks(folder.file());
  TaskFilter filter;
  filter.states = {TaskState::parked};
  const auto found = tasks.tasks(filter, {});
  REQUIRE_MESSAGE(found.ok(), found.status().message());
  REQUIRE(found->size() == 1);
  Task whole = **tasks.task(found->front().id);
  REQUIRE(whole.answer);
  CHECK(whole.answer->status == 409);
  CHECK(whole.answer->response == R"({"error":"exists"})");
  CHECK(whole.answer->payload == "");
  whole.answer->payload = "{}";
  Delta delta;
  delta.tasks = {whole};
  REQUIRE(store.commit("p", store.load("p")->sequence, delta).ok());
  CHECK((**tasks.task(whole.id)).answer->payload == "{}");
}

TEST_CASE("in a store of version 8 rows of tables can be kept") {
  const Folder folder;
  make(folder, "version_8.sql");
  SqliteStore store(folder.file());
  Delta delta;
  delta.rows = {{"ids", "a", "1"}};
  REQUIRE(store.commit("products", store.load("products")->sequence, delta).ok());
  const std::string_view key = "a";
  CHECK(SqliteTables(folder.file()).read("ids", {&key, 1})->front()->value == "1");
}

TEST_CASE("tasks of a store of version 13 keep their states, and a retry of them goes on") {
  const Folder folder;
  make(folder, "version_13.sql");
  SqliteStore store(folder.file());
  REQUIRE(store.load("p").ok());
  SqliteTasks tasks(folder.file());
  const auto found = tasks_in(folder);
  REQUIRE(found.size() == 5);
  const TaskState states[] = {TaskState::parked, TaskState::skipped, TaskState::retrying,
                              TaskState::parked, TaskState::done};
  for (size_t i = 0; i < found.size(); i++) CHECK(found[i].state == states[i]);
  CHECK(found[4].is_kept());
  const auto groups = tasks.groups({});
  REQUIRE(groups->size() == 5);  // one for each group and state
  for (const TaskGroup& group : *groups) CHECK(group.count == 1);
  CHECK(groups->front().first_us == found[0].first_us);
  CHECK(groups->front().last_us == found[2].last_us);
  Delta delta;
  delta.retried = RetriedTasks{found[2].step, false, 5};
  delta.kept = KeptBounds{0, 0};
  const int64_t fence = 1;  // of the run that made it
  REQUIRE(store.commit("p", {store.load("p")->sequence, fence}, delta).ok());
  CHECK((**tasks.task(3)).state == TaskState::done);
  CHECK_FALSE(tasks.task(5)->has_value());
}

TEST_CASE("records that wait in a store of version 16 stay, and a new one's writes are undone") {
  const Folder folder;
  make(folder, "version_16.sql");
  SqliteStore store(folder.file());
  REQUIRE(store.load("p").ok());
  const std::string publisher = "a (http.publisher)", step = "transformers[0] (core.changed)";
  SqliteBacklog backlog(folder.file());
  REQUIRE(backlog.waiting("p", publisher, 0, 10, 1000)->size() == 2);
  Delta delta;
  WaitingRecord record;
  record.publisher = publisher;
  record.value = "{\"id\":1,\"v\":2}";
  delta.waiting = {record};
  delta.state = {{step, "kk+1:1e1:0", "another"}};
  delta.deferred.resize(1);
  delta.deferred[0].step = step;
  delta.deferred[0].writes = {{{}, "kk+1:1e1:0", "another"}};
  delta.deferred[0].waiting = {0};
  const int64_t fence = 1;  // of the run that made it
  REQUIRE(store.commit("p", {store.load("p")->sequence, fence}, delta).ok());
  CHECK(*backlog.drop("p", publisher) == 3);
  const std::string_view key = "kk+1:1e1:0";
  const auto now = store.read_state("p", step, {&key, 1});
  REQUIRE(now->front().has_value());
  CHECK(*now->front() != "another");
}
