// Kills a real process with a real store and a real file at random moments, while a step holds
// records until the walk's end: the file then holds each group exactly once.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include "holding_step.hpp"
#include "pipeline/runner.hpp"
#include "real_file.hpp"
#include "store/sqlite_store.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

namespace fs = std::filesystem;

constexpr size_t kHeld = 1200;
constexpr size_t kHeldPage = 20;
constexpr size_t kGroup = 30;

[[noreturn]] void holding_child(const std::string& folder) {
  FakeSource source;
  source.pages = numbered_pages(kHeld, kHeldPage);
  RealFile file(folder + "/out.ndjson");
  store::SqliteStore store(folder + "/state.db");
  HoldingStep holds(kGroup);
  pipeline::Plan plan;
  plan.pipeline = "products";
  plan.source = source.source();
  plan.steps = {holds.step("transformers[0] (fake.holds)")};
  plan.targets = {file.target()};
  plan.lanes = 2;
  plan.commit.max_batches = 4;
  const pipeline::RunReport report = pipeline::Runner().run(plan, store, {});
  if (!report.status) std::fprintf(stderr, "%s\n", report.status.message().c_str());
  _exit(report.status.ok() ? 0 : 1);
}

bool hold_and_kill(const std::string& folder, useconds_t after_us) {
  const pid_t pid = fork();
  REQUIRE(pid >= 0);
  if (pid == 0) holding_child(folder);
  usleep(after_us);
  kill(pid, SIGKILL);
  int status = 0;
  REQUIRE(waitpid(pid, &status, 0) == pid);
  if (WIFEXITED(status)) REQUIRE(WEXITSTATUS(status) == 0);
  return WIFEXITED(status);
}

std::string expected_groups() {
  std::string out;
  for (size_t i = 0; i < kHeld; i++) {
    if (i % kGroup == 0) out += i ? "]}\n{\"ids\":[" : "{\"ids\":[";
    out += (i % kGroup ? "," : "") + std::string("{\"id\":") + std::to_string(i + 1) + "}";
  }
  return out + "]}\n";
}

}  // namespace

TEST_CASE("killing the process at random moments loses and repeats nothing that a step holds") {
  for (unsigned seed : {1u, 2u, 3u}) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    std::string folder = (fs::temp_directory_path() / "sluice-hold-XXXXXX").string();
    REQUIRE(mkdtemp(folder.data()));
    int kills = 0;
    // Ever later, so that the last one lives on any machine.
    for (useconds_t longest = 8000;
         !hold_and_kill(folder, static_cast<useconds_t>(random() % longest)); kills++)
      longest += longest / 8;
    CHECK(kills > 0);
    std::ifstream in(folder + "/out.ndjson");
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    CHECK(text == expected_groups());
    fs::remove_all(folder);
  }
}
