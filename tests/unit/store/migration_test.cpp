// A store that an earlier version wrote opens in this one, with everything in it.
#include <SQLiteCpp/Database.h>
#include <doctest/doctest.h>

#include <string>

#include "store/sqlite_store.hpp"
#include "support/temp_folder.hpp"
#include "unit/store/store_rig.hpp"

using namespace sluice;
using namespace sluice::store;
using namespace sluice::store::test;

namespace {

// The store of a run that delivered three records and parked three.
void make_version_6(const Folder& folder) {
  SQLite::Database db(folder.file(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  db.exec(sluice::test::read_file(SLUICE_STORE_DATA "/version_6.sql"));
}

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
