// The real program on a disk that fails, in a folder that cannot be written, under a clock that
// jumps.
#include <doctest/doctest.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

#include "child.hpp"
#include "program.hpp"

using namespace sluice::test;

namespace {

constexpr int kRecords = 3000;
constexpr std::pair<const char*, const char*> kClockBack[] = {
    {"LD_PRELOAD", FAULT_SHIM}, {"CLOCK_AFTER", "60"}, {"CLOCK_JUMP", "-3600"}};

// A file to a file, committed often.
struct Copy : Program {
  Copy() {
    std::ofstream in(folder() / "in.ndjson");
    for (int n = 1; n <= kRecords; n++) in << "{\"n\":" << n << "}\n";
    folder().write("c.yaml",
                   "host: {state: state, commit: {interval_ms: 1, max_batches: 1}}\n"
                   "pipelines:\n  p:\n"
                   "    subscriber: {use: file.subscriber, path: in.ndjson, chunk_bytes: 1024}\n"
                   "    publisher: {use: file.publisher, path: out/out.ndjson}\n");
    std::filesystem::create_directory(folder() / "out");
  }

  // `fault`: variables of the shim.
  Ran run_with(const std::string& fault) const {
    return run("run c.yaml", "LD_PRELOAD=" FAULT_SHIM " " + fault);
  }
  bool had_fault() const { return std::filesystem::exists(folder() / ".seen"); }
  // The run before failed as it should: the next one ends the job, with each record once.
  void check_next_run_ends_it() const {
    const Ran ran = run("run c.yaml");
    CHECK_MESSAGE(ran.code == 0, ran.out << ran.err);
    check_complete();
  }
  void check_complete() const {
    CHECK(read_file(folder() / "out/out.ndjson") == read_file(folder() / "in.ndjson"));
  }
};

std::string fault(const std::string& call, int error, const std::string& path, int after,
                  int times = 0) {
  return "FAULT_CALL=" + call + " FAULT_ERROR=" + std::to_string(error) + " FAULT_PATH=" + path +
         " FAULT_AFTER=" + std::to_string(after) + " FAULT_TIMES=" + std::to_string(times) +
         " FAULT_SEEN=.seen";
}

void check_failure(const Ran& ran, const std::string& file, const std::string& why) {
  CHECK(ran.code == 1);
  CHECK_MESSAGE(has(ran.err, file), ran.err);
  CHECK_MESSAGE(has(ran.err, why), ran.err);
}

// The run with the fault says `why` of the file, and the next one ends the job.
void check_stop_and_next_run(const std::string& fault, const std::string& file,
                             const std::string& why) {
  const Copy copy;
  check_failure(copy.run_with(fault), file, why);
  copy.check_next_run_ends_it();
}

}  // namespace

TEST_CASE("a disk that is full under an output stops the run, and the next one ends the job") {
  check_stop_and_next_run(fault("write", ENOSPC, "out.ndjson", 5), "out/out.ndjson",
                          "No space left on device");
}

TEST_CASE("a disk that is full under the state stops the run, and the next one ends the job") {
  const Copy copy;
  check_failure(copy.run_with(fault("write", ENOSPC, "sluice.db", 90)), "state/sluice.db",
                "the disk is full; nothing of this commit is stored; make room and run again");
  copy.check_next_run_ends_it();
}

TEST_CASE("a sync of an output that fails stops the run, and the next one ends the job") {
  check_stop_and_next_run(fault("sync", EIO, "out.ndjson", 3), "out/out.ndjson",
                          "Input/output error");
}

TEST_CASE("a sync of the state that fails stops the run, and the next one ends the job") {
  check_stop_and_next_run(fault("sync", EIO, "sluice.db-wal", 5), "state/sluice.db",
                          "the disk failed");
}

TEST_CASE("a sync of the state that fails once is looked up, and the run goes on") {
  const Copy copy;
  const Ran ran = copy.run_with(fault("sync", EIO, "sluice.db-wal", 5, 1));
  CHECK_MESSAGE(ran.code == 0, ran.out << ran.err);
  CHECK(copy.had_fault());
  copy.check_complete();
}

TEST_CASE("writes that take only half are gone on with, of outputs and of the state") {
  for (const char* file : {"out.ndjson", "sluice.db"}) {
    const Copy copy;
    const Ran ran = copy.run_with(fault("write", 0, file, 0));
    CHECK_MESSAGE(ran.code == 0, ran.out << ran.err);
    CHECK(copy.had_fault());
    copy.check_complete();
  }
}

TEST_CASE("an output folder that is read-only is named before anything is read") {
  check_stop_and_next_run(fault("open", EROFS, "out.ndjson", 0), "out/out.ndjson",
                          "Read-only file system");
}

TEST_CASE("a state folder that is read-only is named before anything is delivered") {
  const Copy copy;
  check_failure(copy.run_with(fault("open", EROFS, "state/sluice.db", 0)), "state/sluice.db",
                "Read-only file system");
  CHECK(read_file(copy.folder() / "out/out.ndjson").empty());
  copy.check_next_run_ends_it();
}

TEST_CASE("a state folder that is gone before a run is said to be new, one that is there is not") {
  const Copy copy;
  CHECK(has(copy.run("run c.yaml").err, "state is new: pipelines begin at their start"));
  CHECK_FALSE(has(copy.run("run c.yaml").err, "is new"));
  std::filesystem::remove_all(copy.folder() / "state");
  CHECK(has(copy.run("run c.yaml").err, "(if they ran before, it was removed"));
}

TEST_CASE("a clock that jumps during a run, forwards or back, changes nothing") {
  for (const auto& [jump, year] : {std::pair(315360000, "last 203"), {-315360000, "last 201"}}) {
    const Copy copy;
    const Ran ran = copy.run_with("CLOCK_AFTER=20 CLOCK_JUMP=" + std::to_string(jump));
    CHECK_MESSAGE(ran.code == 0, ran.out << ran.err);
    copy.check_complete();
    const Ran state = copy.run("state show c.yaml");
    CHECK_MESSAGE(has(state.out, year), state.out);
    std::ofstream(copy.folder() / "in.ndjson", std::ios::app) << "{\"n\":0}\n";
    copy.check_next_run_ends_it();  // by the clock as it was
  }
}

TEST_CASE("a server whose clock is put back goes on by its schedules") {
  const Copy copy;
  copy.folder().write("s.yaml",
                      "host: {state: state}\npipelines: {p: {schedule: {every: 1s}, subscriber: "
                      "{use: file.subscriber, path: in.ndjson}, publisher: {use: file.publisher, "
                      "path: out/out.ndjson}}}\n");
  for (const auto& [name, value] : kClockBack) ::setenv(name, value, 1);
  Child server(copy.folder().path(), {"serve", "s.yaml"});
  for (const auto& [name, value] : kClockBack) ::unsetenv(name);
  REQUIRE(server.says("the clock was put back by"));
  CHECK(server.says_behind(server.said().size(), "started (schedule)", 2));
  server.send(SIGTERM);
  CHECK(server.end() == 0);
}
