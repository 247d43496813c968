#include "loader/path_policy.hpp"

#include <doctest/doctest.h>

#include "support/temp_folder.hpp"

using sluice::loader::find_candidates;
using sluice::test::TempFolder;

TEST_CASE("a folder gives its .so files in the order of their names") {
  const TempFolder folder;
  for (const char* name : {"b.so", "a.so", "c.so.1", "readme", "sub/d.so"}) folder.write(name, "");
  const auto found = find_candidates({folder.path()});
  REQUIRE(found.files.size() == 2);
  CHECK(found.files[0] == folder / "a.so");
  CHECK(found.files[1] == folder / "b.so");
  CHECK(found.refusals.empty());
}

TEST_CASE("a file is taken whatever its name is") {
  const TempFolder folder;
  const auto file = folder.write("plugin.bin", "");
  CHECK(find_candidates({file}).files == std::vector{file});
}

TEST_CASE("folders are read in the order they are named") {
  const TempFolder folder;
  folder.write("z/a.so", "");
  folder.write("a/b.so", "");
  const auto found = find_candidates({folder / "z", folder / "a"});
  REQUIRE(found.files.size() == 2);
  CHECK(found.files[0] == folder / "z/a.so");
}

TEST_CASE("a bare name is no search: it is a path from the working folder") {
  const auto found = find_candidates({"libm.so.6", ""});
  CHECK(found.files.empty());
  REQUIRE(found.refusals.size() == 2);
  CHECK(found.refusals[0].path == "libm.so.6");
  CHECK(found.refusals[0].reason.find("cannot find it") == 0);
}

TEST_CASE("an empty folder is no fault") {
  const TempFolder folder;
  const auto found = find_candidates({folder.path()});
  CHECK(found.files.empty());
  CHECK(found.refusals.empty());
}
