#include "app/wiring/pipeline_runs.hpp"

#include <doctest/doctest.h>
#include <sched.h>

#include <thread>

#include "store/sqlite_store.hpp"

using namespace sluice;
using namespace sluice::app;

namespace {

// How many threads would run three pipelines, one of which waits, if `cores` may be used.
size_t threads_on(const cpu_set_t& cores) {
  size_t out = 0;
  std::thread([&] {
    REQUIRE(sched_setaffinity(0, sizeof cores, &cores) == 0);
    store::SqliteStore store("no-state.db", store::SqliteStore::Mode::read_only);
    const auto attention = platform::Wake::create();
    Screen screen(true);
    Progress progress(screen, true);
    PipelineRuns runs(store, nullptr, *attention, progress);
    for (const char* name : {"a", "b", "c"}) {
      pipeline::Plan plan;
      plan.pipeline = name;
      REQUIRE(runs.add(std::move(plan)));
    }
    out = runs.threads_for(1);
  }).join();
  return out;
}

}  // namespace

TEST_CASE(
    "as many pipelines run side by side as the process may use cores, besides those waiting") {
  cpu_set_t all;
  REQUIRE(sched_getaffinity(0, sizeof all, &all) == 0);
  cpu_set_t one;
  CPU_ZERO(&one);
  for (int cpu = 0; CPU_COUNT(&one) == 0; cpu++)
    if (CPU_ISSET(cpu, &all)) CPU_SET(cpu, &one);
  CHECK(threads_on(one) == 2);
  CHECK(threads_on(all) == std::min<size_t>(CPU_COUNT(&all) + 1, 3));
}
