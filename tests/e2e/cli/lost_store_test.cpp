// What is said where a state folder or its store is not there any more.
#include <doctest/doctest.h>

#include <filesystem>

#include "copy_program.hpp"

using namespace sluice::test;

namespace {

constexpr const char* kNew = "state is new: pipelines begin at their start";

}  // namespace

TEST_CASE("a state folder that is new is told of with --quiet, too") {
  const Copy copy;
  CHECK(has(copy.run("run c.yaml -q").err, kNew));
  CHECK(copy.run("run c.yaml -q").err.empty());
  std::filesystem::remove_all(copy.folder() / "state");
  CHECK(has(copy.run("run c.yaml -q").err, kNew));
}

TEST_CASE("a store that is gone beside what runs kept there is not made anew") {
  const Copy copy;
  REQUIRE(copy.run("run c.yaml -q").code == 0);
  std::filesystem::create_directories(copy.folder() / "state/backups");
  std::filesystem::copy(copy.folder() / "state/sluice.db",
                        copy.folder() / "state/backups/sluice-2026-12-01.db");
  std::filesystem::remove(copy.folder() / "state/sluice.db");
  for (const char* command : {"run c.yaml -q", "serve c.yaml -q"}) {
    const Ran refused = copy.run(command);
    INFO(refused.err);
    CHECK(refused.code == 1);
    CHECK(has(refused.err, "state/sluice.db is gone"));
    CHECK(has(refused.err, "sluice state restore CONFIG FILE (copies are in "));
  }
  CHECK(read_file(copy.folder() / "out.ndjson") == kOut);
  CHECK(copy.run("state restore c.yaml state/backups/sluice-2026-12-01.db").code == 0);
  CHECK(copy.run("run c.yaml -q").code == 0);
  CHECK(read_file(copy.folder() / "out.ndjson") == kOut);
}

TEST_CASE("a folder in which no run has kept anything is a first run's") {
  const Copy copy;
  std::filesystem::create_directories(copy.folder() / "state/work");
  CHECK(copy.run("run c.yaml -q").code == 0);
}
