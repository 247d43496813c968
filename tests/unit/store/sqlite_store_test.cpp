#include <doctest/doctest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <SQLiteCpp/Database.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "store/sqlite_store.hpp"
#include "unit/store/store_rig.hpp"

using namespace sluice;
using namespace sluice::store;
using namespace sluice::store::test;

namespace fs = std::filesystem;

TEST_CASE("a pipeline that never committed is empty, and reading makes no file") {
  Folder folder;
  SqliteStore store(folder.file());
  const auto state = store.load("products");
  REQUIRE(state.ok());
  CHECK(state->sequence == 0);
  CHECK(state->cursor.walk == Walk::none);
  CHECK(tasks_in(folder).empty());
  CHECK(store.states()->empty());
  CHECK_FALSE(*store.reset("products"));
  CHECK_FALSE(fs::exists(folder.file()));
}

TEST_CASE("everything of a commit is there after opening the file again") {
  Folder folder;
  {
    SqliteStore store(folder.file());
    REQUIRE(store.commit("products", 0, full_delta()).ok());
  }
  SqliteStore store(folder.file());
  const auto state = store.load("products");
  REQUIRE(state.ok());
  CHECK(state->sequence == 1);
  CHECK(state->cursor.text == "42");
  CHECK(state->cursor.fingerprint == "fp");
  CHECK(state->cursor.configured == "conf");
  CHECK(state->cursor.request == "{}");
  CHECK(state->cursor.walk == Walk::running);
  REQUIRE(state->positions.size() == 1);
  CHECK(state->positions[0].identity == "file a");
  CHECK(state->positions[0].text == "100");
  CHECK(state->figures.pages == 7);
  CHECK(state->figures.delivered == 5);
  CHECK(value_in(store) == std::string("v\0\n", 3));
  const auto found = SqliteTasks(folder.file()).task(1);
  REQUIRE(found->has_value());
  CHECK((*found)->source == "{\"id\":1}");
  CHECK((*found)->value == "{\"id\":1,\"x\":2}");
  CHECK((*found)->remote_code == 422);
}

TEST_CASE("notes of what was sent are there until the batch is settled") {
  Folder folder;
  {
    SqliteStore store(folder.file());
    Delta delta;
    delta.sent = {{"publishers[0]", "shop a", 1, std::string("n\0\xff", 3)},
                  {"publishers[0]", "shop a", 2, "m"}};
    REQUIRE(store.commit("products", 0, delta).ok());
  }
  SqliteStore store(folder.file());
  const auto before = store.load("products");
  REQUIRE(before->sent.size() == 2);
  CHECK(before->sent[0].publisher == "publishers[0]");
  CHECK(before->sent[0].identity == "shop a");
  CHECK(before->sent[0].number == 1);
  CHECK(before->sent[0].notes == std::string("n\0\xff", 3));
  Delta settled;
  settled.sent_through = 1;
  REQUIRE(store.commit("products", 1, settled).ok());
  const auto after = store.load("products");
  REQUIRE(after->sent.size() == 1);
  CHECK(after->sent[0].number == 2);
}

TEST_CASE("a commit with another sequence than the stored one is refused and changes nothing") {
  Folder folder;
  SqliteStore store(folder.file());
  REQUIRE(store.commit("products", 0, full_delta()).ok());
  Delta other = full_delta();
  other.cursor->text = "43";
  other.tasks = {task("o2")};
  for (int64_t expected : {0, 2}) {
    const Status s = store.commit("products", expected, other);
    CHECK(s.code() == SLUICE_E_INVALID);
    CHECK(s.message().find("the stored sequence is 1") != std::string::npos);
  }
  CHECK(store.load("products")->cursor.text == "42");
  CHECK(tasks_in(folder).size() == 1);
}

TEST_CASE("a commit after a reset by somebody else is refused") {
  Folder folder;
  SqliteStore run(folder.file());
  REQUIRE(run.commit("products", 0, full_delta()).ok());
  SqliteStore command(folder.file());
  CHECK(*command.reset("products"));
  CHECK(run.commit("products", 1, full_delta()).code() == SLUICE_E_INVALID);
}

TEST_CASE("a commit without a cursor leaves the stored one") {
  Folder folder;
  SqliteStore store(folder.file());
  REQUIRE(store.commit("products", 0, full_delta()).ok());
  Delta figures_only;
  figures_only.figures.read = 9;
  REQUIRE(store.commit("products", 1, figures_only).ok());
  CHECK(store.load("products")->cursor.text == "42");
  CHECK(store.load("products")->figures.read == 9);
  CHECK(store.load("products")->sequence == 2);
}

TEST_CASE("a commit keeps positions it does not name") {
  Folder folder;
  SqliteStore store(folder.file());
  REQUIRE(store.commit("products", 0, full_delta()).ok());
  Delta d;
  d.positions = {{"publishers[1]", "b", "7"}};
  REQUIRE(store.commit("products", 1, d).ok());
  CHECK(store.load("products")->positions.size() == 2);
}

TEST_CASE("a missing value removes a key of the state") {
  Folder folder;
  SqliteStore store(folder.file());
  REQUIRE(store.commit("products", 0, full_delta()).ok());
  Delta d;
  d.state = {{"transformers[0]", std::string("k\0\xff", 3), std::nullopt}};
  REQUIRE(store.commit("products", 1, d).ok());
  CHECK_FALSE(value_in(store).has_value());
}

TEST_CASE("the same task again is one task with one more attempt and the latest failure") {
  Folder folder;
  SqliteStore store(folder.file());
  REQUIRE(store.commit("products", 0, full_delta()).ok());
  Delta d;
  d.tasks = {task("o1"), task("o1", "publishers[0] (file.publisher)")};
  d.tasks[0].message = "still no price";
  d.tasks[0].last_us = d.tasks[0].first_us = 200;
  REQUIRE(store.commit("products", 1, d).ok());
  const auto tasks = tasks_in(folder);
  REQUIRE(tasks.size() == 2);
  CHECK(tasks[0].attempts == 2);
  CHECK(tasks[0].message == "still no price");
  CHECK(tasks[0].first_us == 100);
  CHECK(tasks[0].last_us == 200);
}

TEST_CASE("tasks are filtered by pipeline and survive a reset") {
  Folder folder;
  SqliteStore store(folder.file());
  REQUIRE(store.commit("products", 0, full_delta()).ok());
  Delta customers = full_delta();
  customers.tasks[0].pipeline = "customers";
  REQUIRE(store.commit("customers", 0, customers).ok());
  CHECK(tasks_in(folder, "products").size() == 1);
  CHECK(tasks_in(folder).size() == 2);
  CHECK(*store.reset("products"));
  CHECK(tasks_in(folder, "products").size() == 1);
  CHECK(store.load("products")->sequence == 0);
  CHECK(store.load("products")->positions.empty());
  CHECK(store.load("customers")->sequence == 1);
  CHECK_FALSE(SqliteTasks(folder.file()).task(99)->has_value());
}

TEST_CASE("reset forgets transformer state") {
  Folder folder;
  SqliteStore store(folder.file());
  REQUIRE(store.commit("products", 0, full_delta()).ok());
  CHECK(*store.reset("products"));
  CHECK_FALSE(value_in(store).has_value());
}

TEST_CASE("other commands read beside a run and see only whole commits") {
  Folder folder;
  SqliteStore run(folder.file());
  REQUIRE(run.commit("products", 0, full_delta()).ok());
  std::atomic<bool> over = false;
  std::thread reader([&] {
    SqliteStore command(folder.file(), SqliteStore::Mode::read_only);
    while (!over) {
      const auto state = command.load("products");
      REQUIRE(state.ok());
      CHECK(state->cursor.text == std::to_string(41 + state->sequence));
      CHECK(state->positions[0].text == std::to_string(99 + state->sequence));
    }
  });
  for (int64_t n = 1; n < 60; n++) {
    Delta d = full_delta();
    d.cursor->text = std::to_string(42 + n);
    d.positions[0].text = std::to_string(100 + n);
    REQUIRE(run.commit("products", n, d).ok());
  }
  over = true;
  reader.join();
}

TEST_CASE("a store opened for reading refuses to write") {
  Folder folder;
  {
    SqliteStore run(folder.file());
    REQUIRE(run.commit("products", 0, full_delta()).ok());
  }
  SqliteStore store(folder.file(), SqliteStore::Mode::read_only);
  CHECK(store.load("products")->sequence == 1);
  CHECK(store.commit("products", 1, full_delta()).code() == SLUICE_E_INVALID);
  CHECK_FALSE(store.reset("products").ok());
}

TEST_CASE("a store that another process writes to for too long is busy, which may pass") {
  Folder folder;
  SqliteStore store(folder.file(), SqliteStore::Mode::read_write, 10);
  REQUIRE(store.commit("products", 0, full_delta()).ok());
  SQLite::Database other(folder.file(), SQLite::OPEN_READWRITE);
  other.exec("BEGIN IMMEDIATE");
  const Status s = store.commit("products", 1, full_delta());
  CHECK(s.code() == SLUICE_E_UNAVAILABLE);
  CHECK(s.message().find("another process is writing to it") != std::string::npos);
  other.exec("ROLLBACK");
  CHECK(store.commit("products", 1, full_delta()).ok());
}

TEST_CASE("a file that is no store is refused by name and left alone") {
  Folder folder;
  const std::string text(5000, 'x');
  std::ofstream(folder.file()) << text;
  SqliteStore store(folder.file());
  CHECK(store.load("products").status().code() == SLUICE_E_DATA);
  const Status s = store.commit("products", 0, full_delta());
  CHECK(s.code() == SLUICE_E_DATA);
  CHECK(s.message().find(folder.file()) != std::string::npos);
  std::ifstream in(folder.file());
  CHECK(std::string(std::istreambuf_iterator<char>(in), {}) == text);
}

TEST_CASE("a damaged file is reported as damaged") {
  Folder folder;
  {
    SqliteStore store(folder.file());
    REQUIRE(store.commit("products", 0, full_delta()).ok());
  }
  std::fstream file(folder.file(), std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(100);
  file << std::string(4000, '\xff');
  file.close();
  SqliteStore store(folder.file());
  const auto state = store.load("products");
  CHECK(state.status().code() == SLUICE_E_DATA);
  CHECK(state.status().message().find("is damaged") != std::string::npos);
}

TEST_CASE("a store of a newer schema is refused") {
  Folder folder;
  {
    SqliteStore store(folder.file());
    REQUIRE(store.commit("products", 0, full_delta()).ok());
  }
  SQLite::Database(folder.file(), SQLite::OPEN_READWRITE)
      .exec("UPDATE sluice_schema SET version = 99");
  SqliteStore store(folder.file());
  CHECK(store.load("products").status().code() == SLUICE_E_INVALID);
  const Status s = store.commit("products", 1, full_delta());
  CHECK(s.code() == SLUICE_E_INVALID);
  CHECK(s.message().find("schema version 99") != std::string::npos);
}

TEST_CASE("a folder that is missing is an error with the path") {
  Folder folder;
  SqliteStore store(folder.path() + "/missing/state.db");
  const Status s = store.commit("products", 0, full_delta());
  CHECK(s.code() == SLUICE_E_INVALID);
  CHECK(s.message().find("/missing/state.db") != std::string::npos);
}

// In a child, for the limit on the size of files cannot be raised again.
TEST_CASE("a full disk writes nothing of a commit, and the store goes on once there is room") {
  Folder folder;
  {
    SqliteStore store(folder.file());
    REQUIRE(store.commit("products", 0, full_delta()).ok());
  }
  const pid_t pid = fork();
  REQUIRE(pid >= 0);
  if (pid == 0) {
    signal(SIGXFSZ, SIG_IGN);
    const rlimit small = {200 * 1024, 200 * 1024};
    setrlimit(RLIMIT_FSIZE, &small);
    SqliteStore store(folder.file());
    Delta big = full_delta();
    big.cursor->text = "43";
    big.tasks = {task("big")};
    big.tasks[0].source.assign(4 << 20, 'x');
    const Status s = store.commit("products", 1, big);
    _exit(s.code() == SLUICE_E_UNAVAILABLE && s.message().find("full") != std::string::npos ? 0
                                                                                            : 1);
  }
  int status = 0;
  REQUIRE(waitpid(pid, &status, 0) == pid);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  SqliteStore store(folder.file());
  CHECK(store.load("products")->cursor.text == "42");
  CHECK(tasks_in(folder).size() == 1);
  CHECK(store.commit("products", 1, full_delta()).ok());
}

TEST_CASE(
    "taken records are replaced as a set, kept by a commit without one, and forgotten by reset") {
  Folder folder;
  SqliteStore store(folder.file());
  Delta delta = full_delta();
  delta.taken =
      TakenSet{10, {{"publishers[0]", "there", "a 1/1", 2}, {"publishers[1]", "", "b", 1}}};
  REQUIRE(store.commit("products", 0, delta).ok());
  REQUIRE(store.commit("products", 1, full_delta()).ok());
  TakenSet taken = store.load("products")->taken;
  CHECK(taken.span == 10);
  REQUIRE(taken.records.size() == 2);
  CHECK(taken.records[0].record == "a 1/1");
  CHECK(taken.records[0].times == 2);
  delta.taken = TakenSet{3, {{"publishers[0]", "there", "c", 1}}};
  REQUIRE(store.commit("products", 2, delta).ok());
  CHECK(SqliteStore(folder.file()).load("products")->taken.records.size() == 1);
  REQUIRE(*store.reset("products"));
  taken = store.load("products")->taken;
  CHECK(taken.span == 0);
  CHECK(taken.records.empty());
}

TEST_CASE(
    "a run for one publisher alone hands its positions over, and leaves nothing but its tasks") {
  Folder folder;
  SqliteStore store(folder.file());
  REQUIRE(store.commit("products", 0, full_delta()).ok());
  Delta last = full_delta();
  last.positions = {{"publishers[1]", "file b", "7"}};
  last.hand_over_to = "products";
  REQUIRE(store.commit("products/publishers[1]", 0, last).ok());
  const auto states = store.states();
  REQUIRE(states->size() == 1);
  REQUIRE((*states)[0].positions.size() == 2);
  CHECK((*states)[0].positions[1].identity == "file b");
  CHECK((*states)[0].positions[1].text == "7");
  REQUIRE(tasks_in(folder, "products").size() == 1);
  CHECK(tasks_in(folder, "products")[0].attempts == 2);
}
