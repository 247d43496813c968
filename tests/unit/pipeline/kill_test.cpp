// Kills a real process with a real store and a real file at random moments, again and again, until
// one lives to the end: the file then holds each record exactly once.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include "fakes.hpp"
#include "pipeline/runner.hpp"
#include "real_file.hpp"
#include "store/sqlite_store.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

namespace fs = std::filesystem;

constexpr size_t kRecords = 4000;
constexpr size_t kPage = 20;

[[noreturn]] void child(const std::string& folder) {
  FakeSource source;
  source.pages = numbered_pages(kRecords, kPage);
  RealFile file(folder + "/out.ndjson");
  store::SqliteStore store(folder + "/state.db");
  pipeline::Plan plan;
  plan.pipeline = "products";
  plan.source = source.source();
  plan.targets = {file.target()};
  plan.lanes = 2;
  plan.commit.max_batches = 4;
  const pipeline::RunReport report = pipeline::Runner().run(plan, store, {});
  if (!report.status) std::fprintf(stderr, "%s\n", report.status.message().c_str());
  _exit(report.status.ok() ? 0 : 1);
}

// Whether the child lived to its end.
bool run_and_kill(const std::string& folder, useconds_t after_us) {
  const pid_t pid = fork();
  REQUIRE(pid >= 0);
  if (pid == 0) child(folder);
  usleep(after_us);
  kill(pid, SIGKILL);
  int status = 0;
  REQUIRE(waitpid(pid, &status, 0) == pid);
  if (WIFEXITED(status)) REQUIRE(WEXITSTATUS(status) == 0);
  return WIFEXITED(status);
}

void check_file(const std::string& folder) {
  std::ifstream in(folder + "/out.ndjson");
  std::string line;
  size_t n = 0;
  while (std::getline(in, line)) REQUIRE(line == "{\"id\":" + std::to_string(++n) + "}");
  CHECK(n == kRecords);
}

}  // namespace

TEST_CASE("killing the process at random moments leaves each record in the file exactly once") {
  for (unsigned seed : {1u, 2u, 3u}) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    std::string folder = (fs::temp_directory_path() / "sluice-kill-XXXXXX").string();
    REQUIRE(mkdtemp(folder.data()));
    int kills = 0;
    // Ever later, so that the last one lives on any machine.
    for (useconds_t longest = 8000;
         !run_and_kill(folder, static_cast<useconds_t>(random() % longest)); kills++)
      longest += longest / 8;
    CHECK(kills > 0);
    check_file(folder);
    fs::remove_all(folder);
  }
}
