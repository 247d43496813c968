#include "platform/alive_file.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <fstream>

#include "support/temp_folder.hpp"

using namespace sluice::platform;
using sluice::test::TempFolder;

TEST_CASE("a process lives as long as it keeps its file") {
  const TempFolder folder;
  {
    const auto alive = AliveFile::create(folder.path(), "a");
    REQUIRE(alive.ok());
    CHECK_FALSE(is_dead(folder.path(), "a"));
    CHECK(maker_of(folder.path(), "a") == "process " + std::to_string(getpid()));
  }
  CHECK(is_dead(folder.path(), "a"));
  CHECK_FALSE(std::filesystem::exists(folder / "alive-a"));
}

TEST_CASE("what nobody locks is of a dead process, and is taken away") {
  const TempFolder folder;
  std::ofstream(folder / "alive-b") << "4711\n";
  CHECK(maker_of(folder.path(), "b") == "process 4711");
  CHECK(is_dead(folder.path(), "b"));
  CHECK_FALSE(std::filesystem::exists(folder / "alive-b"));
}

TEST_CASE("a name is made once, and never through a link") {
  const TempFolder folder;
  const auto first = AliveFile::create(folder.path(), "c");
  CHECK(first.ok());
  CHECK_FALSE(AliveFile::create(folder.path(), "c").ok());
  std::filesystem::create_symlink("elsewhere", folder / "alive-d");
  CHECK_FALSE(AliveFile::create(folder.path(), "d").ok());
  CHECK_FALSE(std::filesystem::exists(folder / "elsewhere"));
}
