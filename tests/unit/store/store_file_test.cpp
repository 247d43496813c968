// The store's file as a file: made whole, private, still there, and of the right version.
#include <SQLiteCpp/Database.h>
#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "store/sqlite_inbox.hpp"
#include "store/sqlite_shared.hpp"
#include "store/sqlite_store.hpp"
#include "unit/store/store_rig.hpp"

using namespace sluice;
using namespace sluice::store;
using namespace sluice::store::test;

TEST_CASE("a file that was emptied is refused with what to do, and left as it is") {
  Folder folder;
  std::ofstream(folder.file()).close();
  for (const auto mode : {SqliteStore::Mode::read_write, SqliteStore::Mode::read_only}) {
    SqliteStore store(folder.file(), mode);
    const auto state = store.load("products");
    CHECK(state.status().code() == SLUICE_E_DATA);
    CHECK(state.status().message().find("0 bytes") != std::string::npos);
    CHECK(state.status().message().find("restore it from a copy") != std::string::npos);
    CHECK_FALSE(store.reset("products").ok());
  }
  SqliteStore store(folder.file());
  CHECK(store.commit("products", 0, full_delta()).code() == SLUICE_E_DATA);
  CHECK(SqliteShared(folder.file()).budgets().status().code() == SLUICE_E_DATA);
  CHECK(std::filesystem::file_size(folder.file()) == 0);
}

TEST_CASE(
    "a store that is gone while its log is there is refused, and no new one is mixed with it") {
  Folder folder;
  std::ofstream(folder.file() + "-wal") << "frames";
  SqliteStore store(folder.file());
  CHECK(store.load("products").status().code() == SLUICE_E_DATA);
  CHECK(store.commit("products", 0, full_delta()).code() == SLUICE_E_DATA);
  CHECK_FALSE(std::filesystem::exists(folder.file()));
}

TEST_CASE("a database of something else gets no tables of ours") {
  Folder folder;
  SQLite::Database(folder.file(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
      .exec("CREATE TABLE theirs (x)");
  SqliteStore store(folder.file());
  CHECK(store.load("products").status().code() == SLUICE_E_DATA);
  const Status s = store.commit("products", 0, full_delta());
  CHECK(s.code() == SLUICE_E_DATA);
  CHECK(s.message().find("not a state store") != std::string::npos);
  SQLite::Database db(folder.file());
  CHECK_FALSE(db.tableExists("sluice_schema"));
}

TEST_CASE("a store removed, moved or replaced while it is in use is noticed by the next commit") {
  namespace fs = std::filesystem;
  for (const std::string how : {"removed", "moved", "replaced"}) {
    CAPTURE(how);
    Folder folder;
    SqliteStore store(folder.file());
    REQUIRE(store.commit("products", 0, full_delta()).ok());
    if (how == "removed") fs::remove_all(folder.path());
    if (how != "removed") fs::rename(folder.file(), folder.file() + ".moved");
    if (how == "replaced") fs::copy_file(folder.file() + ".moved", folder.file());
    const Status s = store.commit("products", 1, full_delta());
    CHECK(s.code() == SLUICE_E_INVALID);
    CHECK(s.message().find("removed, moved or replaced") != std::string::npos);
  }
}

TEST_CASE("a store that was removed before a run's first commit is not made anew") {
  namespace fs = std::filesystem;
  for (const bool other_is_there : {false, true}) {
    CAPTURE(other_is_there);
    Folder folder;
    SqliteShared leases(folder.file());
    const auto lease = leases.take_lease(pipeline_lease("products"), "one", 15'000);
    REQUIRE(lease->taken);
    fs::rename(folder.file(), folder.file() + ".moved");
    fs::remove(folder.file() + "-wal");
    if (other_is_there)
      REQUIRE(SqliteStore(folder.file()).commit("customers", 0, full_delta()).ok());
    SqliteStore store(folder.file());
    const Status s = store.commit("products", {0, lease->fence, "a"}, full_delta());
    CHECK(s.message().find("removed, moved or replaced") != std::string::npos);
    CHECK(fs::exists(folder.file()) == other_is_there);
  }
}

TEST_CASE("credentials and events kept in a store that was removed are no success") {
  Folder folder;
  SqliteShared shared(folder.file());
  SqliteInbox inbox(folder.file());
  REQUIRE(shared.replace_credential("shop", 0, "a").ok());
  REQUIRE(inbox.keep({"p", "s"}, {}, {}).ok());
  std::filesystem::remove_all(folder.path());
  CHECK_FALSE(shared.replace_credential("shop", 1, "b").ok());
  CHECK_FALSE(inbox.keep({"p", "s"}, {}, {}).ok());
}

TEST_CASE("the store and what is beside it are their owner's alone, whatever the umask") {
  namespace fs = std::filesystem;
  Folder folder;
  const mode_t before = umask(0);
  {
    SqliteStore store(folder.file());
    REQUIRE(store.commit("products", 0, full_delta()).ok());
    for (const char* ending : {"", "-wal", "-shm"}) {
      CAPTURE(ending);
      CHECK(fs::status(folder.file() + ending).permissions() == fs::perms(0600));
    }
    for (const char* ending : {"", "-wal", "-shm"})
      fs::permissions(folder.file() + ending, fs::perms(0666));
    SqliteStore second(folder.file());
    REQUIRE(second.commit("orders", 0, full_delta()).ok());
    for (const char* ending : {"", "-wal", "-shm"})
      CHECK(fs::status(folder.file() + ending).permissions() == fs::perms(0600));
  }
  umask(before);
}

TEST_CASE("one publisher's position is forgotten, the cursor and the other positions are not") {
  Folder folder;
  SqliteStore store(folder.file());
  Delta delta = full_delta();
  delta.positions = {{"publishers[0] (a)", "x", "1"}, {"publishers[1] (b)", "y", "2"}};
  REQUIRE(store.commit("products", 0, delta).ok());
  CHECK(*store.forget_position("products", "publishers[0] (a)"));
  CHECK_FALSE(*store.forget_position("products", "publishers[0] (a)"));
  CHECK_FALSE(*store.forget_position("orders", "publishers[1] (b)"));
  const auto state = store.load("products");
  REQUIRE(state->positions.size() == 1);
  CHECK(state->positions[0].publisher == "publishers[1] (b)");
  CHECK(state->cursor.text == delta.cursor->text);
  Folder none;
  CHECK_FALSE(*SqliteStore(none.file()).forget_position("products", "x"));
}

TEST_CASE("opening the store again takes no lock away from who holds one") {
  Folder folder;
  SqliteStore store(folder.file());
  REQUIRE(store.commit("products", 0, full_delta()).ok());
  SQLite::Database held(folder.file(), SQLite::OPEN_READWRITE, 0);
  held.exec("BEGIN IMMEDIATE");
  SqliteStore again(folder.file(), SqliteStore::Mode::read_write, 0);
  CHECK_FALSE(again.commit("orders", 0, full_delta()).ok());  // busy, in this process
  // And so it is for others: closing a file ends all locks that the process has on it (fcntl(2)).
  const pid_t pid = fork();
  REQUIRE(pid >= 0);
  if (pid == 0) {
    SqliteStore other(folder.file(), SqliteStore::Mode::read_write, 0);
    _exit(other.commit("orders", 0, full_delta()).code() == SLUICE_E_UNAVAILABLE ? 0 : 1);
  }
  int status = 0;
  waitpid(pid, &status, 0);
  CHECK(status == 0);
  held.exec("ROLLBACK");
}
