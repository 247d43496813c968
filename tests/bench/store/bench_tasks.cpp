// What people wait for with very many parked tasks: a page by text, by age, by class of error, and
// the groups; and a retry's changes of state. In memory (/dev/shm), so that the figures are the
// work itself. TASKS tasks (1,000,000 if the variable is not set), whose messages and keys differ.
#include <benchmark/benchmark.h>
#include <stdlib.h>

#include <filesystem>
#include <string>
#include <vector>

#include "store/sqlite_store.hpp"
#include "store/sqlite_tasks.hpp"

namespace {

namespace fs = std::filesystem;
using namespace sluice::store;

constexpr int64_t kHour = 3'600'000'000;

Task parked(int64_t number) {
  Task out;
  out.step = number % 10 ? "publishers[0] (http.publisher)" : "transformers[0] (core.cast)";
  out.origin = std::to_string(static_cast<uint64_t>(number) * 0x9E3779B97F4A7C15u);
  out.record_key = "order " + std::to_string(number);
  out.source.assign(200, 's');
  out.value.assign(180, 'v');
  out.code = SLUICE_E_DATA;
  out.remote_code = 422;
  out.message = "POST /products answers 422: the SKU 'A-" +
                std::to_string(number * 7919 % 9'999'991) + "' has no price for outlet " +
                std::to_string(number % 97);
  out.first_us = out.last_us = kHour + number * 1000;
  return out;
}

// The folder of a store, gone with the object.
class Folder {
 public:
  Folder() : path_("/dev/shm/sluice-tasks-XXXXXX") {
    if (!mkdtemp(path_.data())) path_.clear();
  }
  ~Folder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string file() const { return path_ + "/state.db"; }

 private:
  std::string path_;
};

int64_t wanted_tasks() {
  const char* const text = getenv("TASKS");
  return text ? std::strtoll(text, nullptr, 10) : 1'000'000;
}

// Made by commits of 500, as a run makes them; once for all that reads.
class Parked {
 public:
  explicit Parked(int64_t tasks) : tasks_(folder_.file()) {
    SqliteStore store(folder_.file());
    int64_t sequence = 0;
    for (int64_t at = 0; at < tasks && failed_.empty(); sequence++) {
      Delta delta;
      for (int i = 0; i < 500 && at < tasks; i++) delta.tasks.push_back(parked(at++));
      const sluice::Status done = store.commit("products", sequence, delta);
      if (!done) failed_ = done.message();
    }
  }
  SqliteTasks& tasks() { return tasks_; }
  const std::string& failed() const { return failed_; }

 private:
  Folder folder_;
  SqliteTasks tasks_;
  std::string failed_;
};

Parked& all_parked() {
  static Parked out(wanted_tasks());
  return out;
}

TaskFilter with_text(std::string text) {
  TaskFilter out;
  out.text = std::move(text);
  return out;
}

TaskFilter old() {
  TaskFilter out;
  out.before_us = kHour;
  return out;
}

TaskFilter of_class() {
  TaskFilter out;
  out.code = SLUICE_E_DATA;
  return out;
}

TaskFilter of_step() {
  TaskFilter out;
  out.step = "transformers[0] (core.cast)";
  return out;
}

void list(benchmark::State& state, const TaskFilter& filter, size_t expected) {
  Parked& all = all_parked();
  if (!all.failed().empty()) return state.SkipWithError(all.failed().c_str());
  for (auto _ : state) {
    const auto page = all.tasks().tasks(filter, {});
    if (!page) return state.SkipWithError(page.status().message().c_str());
    if (page->size() < expected) return state.SkipWithError("too few are found");
  }
}

void groups(benchmark::State& state) {
  Parked& all = all_parked();
  if (!all.failed().empty()) return state.SkipWithError(all.failed().c_str());
  for (auto _ : state) benchmark::DoNotOptimize(all.tasks().groups({}));
}

// Of 100,000: given to a retry, and settled by it in commits of 500.
void retry(benchmark::State& state) {
  constexpr int64_t kTasks = 100'000;
  for (auto _ : state) {
    state.PauseTiming();
    auto all = std::make_unique<Parked>(kTasks);
    if (!all->failed().empty()) return state.SkipWithError(all->failed().c_str());
    state.ResumeTiming();
    benchmark::DoNotOptimize(all->tasks().change({}, TaskState::retrying));
    for (int64_t through = 500; through <= kTasks; through += 500) {
      TaskFilter filter;
      filter.above = through - 500;
      filter.through = through;
      TaskPage page;
      page.oldest_first = page.texts = true;
      page.most = 500;
      benchmark::DoNotOptimize(all->tasks().tasks(filter, page));
      benchmark::DoNotOptimize(all->tasks().change(filter, TaskState::done));
    }
    state.PauseTiming();
    all.reset();
    state.ResumeTiming();
  }
}

BENCHMARK_CAPTURE(list, newest, TaskFilter(), 100)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(list, one_key, with_text("order 77"), 1)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(list, one_sku, with_text("'a-7919'"), 1)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(list, in_all, with_text("no PRICE"), 100)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(list, in_none, with_text("nosuchthing"), 0)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(list, too_short_for_marks, with_text("~"), 0)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(list, too_young, old(), 0)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(list, of_class, of_class(), 100)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(list, of_step, of_step(), 100)->Unit(benchmark::kMillisecond);
BENCHMARK(groups)->Unit(benchmark::kMillisecond);
BENCHMARK(retry)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace

BENCHMARK_MAIN();
