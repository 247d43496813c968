// Who may work on a pipeline while somebody else does.
#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>

#include "copy_program.hpp"
#include "platform/file_lock.hpp"

using namespace sluice::test;

namespace {

// A pipeline's lock, as a run of it holds it.
sluice::Result<sluice::platform::FileLock> hold(const Copy& program, const std::string& pipeline) {
  std::filesystem::create_directories(program.folder() / "state" / "locks");
  return sluice::platform::FileLock::acquire(program.folder() / "state" / "locks" / pipeline, "it");
}

}  // namespace

TEST_CASE("a second run of a pipeline is refused and names the first") {
  const Copy program;
  const auto lock = hold(program, "copy");
  REQUIRE(lock);
  const Ran ran = program.run("run c.yaml");
  CHECK(ran.code == 4);
  CHECK(has(ran.err, "sluice run: pipeline copy is in use by process " + std::to_string(getpid())));
  CHECK(program.run("state reset c.yaml copy").code == 0);  // nothing is stored: nothing to lock
  CHECK(program.run("state show c.yaml").code == 0);
}

TEST_CASE("another pipeline of the same state folder may run at the same time") {
  const Copy program;
  const auto lock = hold(program, "other");
  REQUIRE(lock);
  CHECK(program.run("run c.yaml").code == 0);
}

TEST_CASE("the state of a pipeline that runs is not reset") {
  const Copy program;
  REQUIRE(program.run("run c.yaml --quiet").code == 0);
  const auto lock = hold(program, "copy");
  REQUIRE(lock);
  const Ran ran = program.run("state reset c.yaml copy");
  CHECK(ran.code == 4);
  CHECK(has(ran.err, "sluice state: pipeline copy is in use by process"));
}

TEST_CASE("a pipeline that is named twice runs once") {
  const Copy program;
  CHECK(program.run("run c.yaml copy copy").code == 0);
  CHECK(program.run("state reset c.yaml copy copy").code == 0);
}
