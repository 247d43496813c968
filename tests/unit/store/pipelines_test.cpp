// What a store keeps under pipelines' names.
#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>

#include <set>

#include "store/sqlite_inbox.hpp"
#include "store/sqlite_pipelines.hpp"
#include "store/sqlite_store.hpp"
#include "support/temp_folder.hpp"

using namespace sluice;
using sluice::test::TempFolder;

namespace {

struct Stored {
  Stored() {
    const std::vector<store::KeepResult> kept =
        *inbox.keep({"hooks", "shop"}, {}, {{"a 1", {}, "1", "{}", 1}, {"a 2", {}, "2", "{}", 2}});
    REQUIRE(kept.size() == 2);
  }
  // A commit with one record for a target that is down.
  void commit(const std::string& pipeline) {
    store::Delta delta;
    delta.cursor = store::Cursor();
    REQUIRE(pipelines.commit(pipeline, {0}, delta));
  }

  TempFolder folder;
  const std::string file = (folder / "sluice.db").string();
  store::SqliteInbox inbox{file};
  store::SqliteStore pipelines{file};
};

}  // namespace

TEST_CASE("a store tells of each pipeline what waits, and moves it to another name") {
  Stored at;
  at.commit("hooks");
  auto work = store::open_work(at.file);
  REQUIRE(work);
  REQUIRE(work->size() == 1);
  CHECK(work->front().pipeline == "hooks");
  CHECK(work->front().events == 2);
  CHECK(store::rename_pipeline(at.file, "hooks", "changes"));
  work = store::open_work(at.file);
  REQUIRE(work);
  CHECK(work->front().pipeline == "changes");
  CHECK(at.inbox.events({"changes", "shop"}, 0, 10, 1000)->size() == 2);
  CHECK(at.pipelines.load("changes")->sequence == 1);
  CHECK(at.pipelines.load("hooks")->sequence == 0);
}

TEST_CASE("a pipeline is not given a name under which something is stored") {
  Stored at;
  at.commit("changes");
  const Status refused = store::rename_pipeline(at.file, "hooks", "changes");
  CHECK(refused.code() == SLUICE_E_INVALID);
  CHECK(store::rename_pipeline(at.file, "none", "other").code() == SLUICE_E_INVALID);
  CHECK(store::open_work(at.file)->front().pipeline == "hooks");
}

TEST_CASE("a store that is not there has no open work") {
  const TempFolder folder;
  CHECK(store::open_work((folder / "sluice.db").string())->empty());
}

TEST_CASE("a pipeline's new name is that of its rows in every table") {
  Stored at;
  at.commit("hooks");
  SQLite::Database db(at.file, SQLite::OPEN_READWRITE);
  SQLite::Statement tables(db,
                           "SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c "
                           "WHERE m.type = 'table' AND c.name = 'pipeline'");
  std::set<std::string> names;
  while (tables.executeStep()) names.insert(tables.getColumn(0).getString());
  REQUIRE(names.size() > 10);
  // A row in each, filled with its number where a column wants something.
  for (const std::string& table : names) {
    std::string columns, values;
    SQLite::Statement info(db, "SELECT name, type FROM pragma_table_info('" + table + "')");
    while (info.executeStep()) {
      const std::string column = info.getColumn(0).getString();
      if (column == "id" || (column == "number" && table == "inbox")) continue;
      columns += (columns.empty() ? "" : ", ") + column;
      values += std::string(values.empty() ? "" : ", ") +
                (column == "pipeline"                         ? "'moved'"
                 : info.getColumn(1).getString() == "INTEGER" ? "7"
                                                              : "'x'");
    }
    db.exec("INSERT OR REPLACE INTO " + table + " (" + columns + ") VALUES (" + values + ")");
  }
  CHECK(store::rename_pipeline(at.file, "moved", "new"));
  for (const std::string& table : names) {
    INFO(table);
    SQLite::Statement left(db, "SELECT count(*) FROM " + table + " WHERE pipeline = 'moved'");
    REQUIRE(left.executeStep());
    CHECK(left.getColumn(0).getInt() == 0);
  }
}
