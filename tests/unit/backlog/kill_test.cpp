// Kills a real process, whose one target is down now and then, at random moments, until one lives
// to the end: both files then hold each record exactly once, in order.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include "backlog/rounds.hpp"
#include "fakes.hpp"
#include "platform/wake.hpp"
#include "real_file.hpp"
#include "store/sqlite_backlog.hpp"
#include "store/sqlite_store.hpp"
#include "support/temp_folder.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

constexpr size_t kKilledRecords = 4000;

// `outage`: every so many batches books is down for a while; 0: never.
[[noreturn]] void walk_and_exit(const TempFolder& folder, int outage) {
  FakeSource source;
  source.pages = numbered_pages(kKilledRecords, 20);
  RealFile books(folder / "books"), web(folder / "web");
  int batches = 0;
  books.is_down = [&] { return outage && ++batches % outage > outage / 2; };
  store::SqliteStore store(folder / "state.db");
  store::SqliteBacklog backlogs(folder / "state.db");
  pipeline::Plan plan;
  plan.pipeline = "products";
  plan.source = source.source();
  plan.targets = {books.target("books"), web.target("web")};
  plan.targets[0].backlog.emplace();
  plan.targets[0].backlog->longest_wait_ms = 2;
  plan.retry.attempts = 2;
  plan.retry.base_ms = plan.retry.max_ms = 1;
  plan.lanes = 2;
  plan.commit.max_batches = 4;
  pipeline::StopToken stop(*platform::Wake::create(), 1000);
  const pipeline::RunReport report =
      backlog::Rounds(store, &backlogs, nullptr, 1).run(plan, stop, nullptr);
  if (!report.status) std::fprintf(stderr, "%s\n", report.status.message().c_str());
  const bool all = report.status.ok() && report.targets[0].left == 0;
  _exit(all ? 0 : report.status.ok() ? 3 : 1);
}

// Whether the child lived to its end, with nothing left waiting.
bool ends_before_kill(const TempFolder& folder, int outage, useconds_t after_us) {
  const pid_t pid = fork();
  REQUIRE(pid >= 0);
  if (pid == 0) walk_and_exit(folder, outage);
  usleep(after_us);
  kill(pid, SIGKILL);
  int status = 0;
  REQUIRE(waitpid(pid, &status, 0) == pid);
  if (WIFEXITED(status)) REQUIRE(WEXITSTATUS(status) != 1);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

void check_lines(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::string line;
  size_t n = 0;
  while (std::getline(in, line)) REQUIRE(line == "{\"id\":" + std::to_string(++n) + "}");
  CHECK(n == kKilledRecords);
}

}  // namespace

TEST_CASE("kills during outages of a target leave each record in each file exactly once") {
  for (unsigned seed : {1u, 2u, 3u}) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    const TempFolder folder;
    int kills = 0;
    // Later and later, as a sanitizer's build takes long.
    const auto moment = [&] {
      return static_cast<useconds_t>(5'000 +
                                     random() % (60'000u + 5'000u * static_cast<unsigned>(kills)));
    };
    for (int outage = 12; !ends_before_kill(folder, outage, moment()); kills++)
      outage = kills > 40 ? 0 : 6 + static_cast<int>(random() % 20);
    CHECK(kills > 0);
    check_lines(folder / "books");
    check_lines(folder / "web");
  }
}
