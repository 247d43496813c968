// `sluice doctor` on a machine that is well, and on one thing that is wrong at a time.
#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>

#include "platform/file_lock.hpp"
#include "program.hpp"

using namespace sluice::test;

namespace {

struct Sound : Program {
  explicit Sound(const std::string& more = "") {
    folder().write("in.ndjson", "{\"n\":1}\n");
    folder().write("c.yaml", more +
                                 "pipelines:\n  p:\n"
                                 "    subscriber: {use: file.subscriber, path: in.ndjson}\n"
                                 "    publisher: {use: file.publisher, path: out.ndjson}\n");
  }
};

}  // namespace

TEST_CASE("a machine that has what a run needs is told so, before and after the first run") {
  const Sound program;
  const Ran before = program.run("doctor c.yaml");
  CHECK_MESSAGE(before.code == 0, before.out);
  CHECK(has(before.out, "the first run makes it"));
  CHECK_FALSE(std::filesystem::exists(program.folder() / "state"));
  REQUIRE(program.run("run c.yaml").code == 0);
  const Ran after = program.run("doctor c.yaml");
  CHECK_MESSAGE(after.code == 0, after.out);
  CHECK(has(after.out, "fine   store: 1 pipeline has run"));
}

TEST_CASE("a state folder whose place is a file is wrong") {
  const Sound program("host: {state: in.ndjson/state}\n");
  const Ran ran = program.run("doctor c.yaml");
  CHECK(ran.code == 1);
  CHECK(has(ran.out, "wrong  state folder: "));
  CHECK(has(ran.out, "in.ndjson is not a folder"));
}

TEST_CASE("a state folder that others can read is wrong, with what to do") {
  const Sound program;
  REQUIRE(program.run("run c.yaml").code == 0);
  const auto state = program.folder() / "state";
  std::filesystem::permissions(state, std::filesystem::perms(0755));
  const Ran ran = program.run("doctor c.yaml");
  CHECK(ran.code == 1);
  CHECK(has(ran.out, "run: chmod go-rwx " + state.string()));
}

TEST_CASE("who runs a pipeline is told") {
  const Sound program;
  REQUIRE(program.run("run c.yaml").code == 0);
  const auto lock =
      sluice::platform::FileLock::acquire(program.folder() / "state" / "locks" / "p", "it");
  REQUIRE(lock);
  const Ran ran = program.run("doctor c.yaml");
  CHECK(ran.code == 0);
  CHECK(has(ran.out, "pipeline p is in use by process " + std::to_string(getpid())));
}

TEST_CASE("a store that is no database is wrong") {
  const Sound program;
  REQUIRE(program.run("run c.yaml").code == 0);
  for (const char* part : {"sluice.db", "sluice.db-wal", "sluice.db-shm"})
    program.folder().write(std::string("state/") + part, std::string(8192, 'x'));
  const Ran ran = program.run("doctor c.yaml");
  CHECK(ran.code == 1);
  CHECK(has(ran.out, "wrong  store: "));
}

TEST_CASE("a name that cannot be resolved is wrong, with the client that has it") {
  const Sound program(
      "clients: {shop: {use: lightspeedhq.client, base_uri: \"https://no.invalid\", token: t}}\n");
  const Ran ran = program.run("doctor c.yaml");
  CHECK(ran.code == 1);
  CHECK(has(ran.out, "wrong  clients.shop: the name no.invalid cannot be resolved"));
}

TEST_CASE("a plugin that is refused is wrong, and all findings are there for machines") {
  const Sound program("host: {plugins: [broken]}\n");
  std::filesystem::create_directories(program.folder() / "broken");
  program.folder().write("broken/bad.so", "not a library");
  const Ran ran = program.run("doctor c.yaml --json");
  CHECK(ran.code == 1);
  CHECK(has(ran.out, "\"result\":\"wrong\",\"place\":\"plugins\""));
  CHECK(has(ran.out, "bad.so"));
}
