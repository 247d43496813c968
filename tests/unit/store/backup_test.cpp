// Copies of the store: whole, checked, and put back.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "store/sqlite_backup.hpp"
#include "store/sqlite_store.hpp"
#include "unit/store/store_rig.hpp"

using namespace sluice;
using namespace sluice::store;
using namespace sluice::store::test;

namespace fs = std::filesystem;

namespace {

// Many pages, of which one in the middle is overwritten.
void damage(const std::string& file) {
  std::fstream out(file, std::ios::in | std::ios::out | std::ios::binary);
  out.seekp(static_cast<std::streamoff>(fs::file_size(file) / 2));
  out << std::string(8192, '\xee');
}

void fill(const std::string& file) {
  SqliteStore store(file);
  for (int i = 0; i < 20; i++) {
    Delta delta = full_delta();
    delta.tasks = {task("o" + std::to_string(i))};
    delta.tasks.front().source.assign(20'000, 'x');
    REQUIRE(store.commit("products", i, delta).ok());
  }
}

}  // namespace

TEST_CASE("a copy of a store that is in use holds all that is committed, in one private file") {
  const Folder folder;
  SqliteStore store(folder.file());
  REQUIRE(store.commit("products", 0, full_delta()).ok());
  const std::string copy = folder.path() + "/copy";
  REQUIRE(back_up(folder.file(), copy).ok());
  REQUIRE(store.commit("products", 1, full_delta()).ok());
  CHECK(fs::status(copy).permissions() == fs::perms(0600));
  CHECK_FALSE(fs::exists(copy + "-wal"));
  CHECK(SqliteStore(copy).load("products")->sequence == 1);
}

TEST_CASE("a copy overwrites nothing, and there is none of nothing") {
  const Folder folder;
  const std::string copy = folder.path() + "/copy";
  CHECK(back_up(folder.file(), copy).code() == SLUICE_E_INVALID);
  fill(folder.file());
  std::ofstream(copy) << "mine";
  CHECK(back_up(folder.file(), copy).code() == SLUICE_E_INVALID);
  CHECK(fs::file_size(copy) == 4);
}

TEST_CASE("a copy that is put back is the store; what was there is kept") {
  const Folder folder;
  fill(folder.file());
  const std::string copy = folder.path() + "/copy";
  REQUIRE(back_up(folder.file(), copy).ok());
  {
    SqliteStore store(folder.file());
    REQUIRE(store.commit("products", 20, full_delta()).ok());
  }
  std::string replaced;
  REQUIRE(restore(copy, folder.file(), replaced).ok());
  CHECK(SqliteStore(folder.file()).load("products")->sequence == 20);
  CHECK(SqliteStore(replaced).load("products")->sequence == 21);
  CHECK(fs::exists(copy));
}

TEST_CASE("a store with damaged pages is named, not copied, and replaced by a copy") {
  const Folder folder;
  fill(folder.file());
  const std::string copy = folder.path() + "/copy", second = folder.path() + "/second";
  REQUIRE(back_up(folder.file(), copy).ok());
  damage(folder.file());
  const Status refused = back_up(folder.file(), second);
  CHECK(refused.code() == SLUICE_E_DATA);
  CHECK(refused.message().find("sluice state restore") != std::string::npos);
  CHECK_FALSE(fs::exists(second));
  std::string replaced;
  REQUIRE(restore(copy, folder.file(), replaced).ok());
  CHECK(SqliteStore(folder.file()).load("products")->sequence == 20);
}

TEST_CASE("a damaged copy, or something else, is not put back") {
  const Folder folder;
  fill(folder.file());
  const std::string copy = folder.path() + "/copy";
  REQUIRE(back_up(folder.file(), copy).ok());
  damage(copy);
  std::string replaced;
  CHECK(restore(copy, folder.file(), replaced).code() == SLUICE_E_DATA);
  std::ofstream(folder.path() + "/text") << std::string(4096, 'x');
  CHECK_FALSE(restore(folder.path() + "/text", folder.file(), replaced).ok());
  CHECK_FALSE(restore(folder.path() + "/none", folder.file(), replaced).ok());
  CHECK(SqliteStore(folder.file()).load("products")->sequence == 20);
  for (const auto& entry : fs::directory_iterator(folder.path()))
    CHECK(entry.path().string().find(".restored-") == std::string::npos);
}
