// What a commit to a real SQLite file costs, as the pipeline makes it of 1, 16 or 64 batches of 200
// records: `cursor` where only the place moves (one cursor, one position and the figures, whatever
// the number of batches), `distinct` where a step keeps a key a record besides, `parked` where two
// records a batch become tasks. On memory (/dev/shm) and on disk (TMPDIR): the rest is the disk's
// flush.
#include <benchmark/benchmark.h>
#include <stdlib.h>

#include <filesystem>
#include <string>

#include "store/sqlite_store.hpp"

namespace {

namespace fs = std::filesystem;
using sluice::store::Delta;
using sluice::store::SqliteStore;

constexpr int kRecords = 200;

class Folder {
 public:
  explicit Folder(const fs::path& parent) : path_((parent / "sluice-bench-XXXXXX").string()) {
    if (!mkdtemp(path_.data())) path_.clear();
  }
  ~Folder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  bool made() const { return !path_.empty(); }
  std::string file() const { return path_ + "/state.db"; }

 private:
  std::string path_;
};

// `number` makes keys differ from commit to commit, in the length of a hash.
std::string hash_like(int64_t number) {
  std::string text = std::to_string(static_cast<uint64_t>(number) * 0x9E3779B97F4A7C15u);
  text.resize(32, 'x');
  return text;
}

Delta place(int64_t commit) {
  Delta delta;
  delta.cursor =
      sluice::store::Cursor{std::to_string(23'400'000'000 + commit), hash_like(1), hash_like(2),
                            R"({"query":{"page_size":"200"}})", sluice::store::Walk::running};
  delta.positions = {{"publishers[0]", "file /data/products.ndjson",
                      R"({"path":"/data/products.ndjson","device":1,"inode":2,"bytes":)" +
                          std::to_string(commit) + "}"}};
  delta.figures = {1, commit, static_cast<uint64_t>(commit), 4, 5, 6, 7};
  return delta;
}

void cursor(Delta&, int64_t, int64_t) {}

void distinct(Delta& delta, int64_t commit, int64_t batches) {
  for (int64_t i = 0; i < batches * kRecords; i++)
    delta.state.push_back({"transformers[0]", hash_like(commit * batches * kRecords + i), "1"});
}

void parked(Delta& delta, int64_t commit, int64_t batches) {
  for (int64_t i = 0; i < batches * 2; i++) {
    sluice::store::Task task;
    task.pipeline = "products";
    task.step = "transformers[0] (core.map)";
    task.origin = hash_like(commit * batches * 2 + i);
    task.source.assign(1350, 's');
    task.value.assign(1100, 'v');
    task.code = SLUICE_E_DATA;
    task.message = "pricing.net is no number";
    delta.tasks.push_back(std::move(task));
  }
}

using More = void (*)(Delta&, int64_t commit, int64_t batches);

void commit(benchmark::State& state, More more, bool on_disk) {
  const Folder folder(on_disk ? fs::temp_directory_path() : fs::path("/dev/shm"));
  if (!folder.made()) return state.SkipWithError("no folder can be made there");
  SqliteStore store(folder.file());
  int64_t sequence = 0;
  const sluice::Status first = store.commit("products", sequence++, place(0));  // makes the file
  if (!first) return state.SkipWithError(first.message().c_str());
  for (auto _ : state) {
    state.PauseTiming();
    Delta delta = place(sequence);
    more(delta, sequence, state.range(0));
    state.ResumeTiming();
    const sluice::Status done = store.commit("products", sequence++, delta);
    if (!done) return state.SkipWithError(done.message().c_str());
  }
}

void micros(benchmark::internal::Benchmark* one) {
  one->ArgName("batches")->UseRealTime()->Unit(benchmark::kMicrosecond);
}
void place_alone(benchmark::internal::Benchmark* one) { micros(one->Arg(1)); }

// Always 256 batches in all: a store that holds more takes longer.
template <int kBatches>
void all_alike(benchmark::internal::Benchmark* one) {
  micros(one->Arg(kBatches)->Iterations(256 / kBatches));
}

BENCHMARK_CAPTURE(commit, cursor_memory, cursor, false)->Apply(place_alone);
BENCHMARK_CAPTURE(commit, cursor_disk, cursor, true)->Apply(place_alone);
BENCHMARK_CAPTURE(commit, distinct_memory, distinct, false)->Apply(all_alike<1>);
BENCHMARK_CAPTURE(commit, distinct_memory, distinct, false)->Apply(all_alike<16>);
BENCHMARK_CAPTURE(commit, distinct_memory, distinct, false)->Apply(all_alike<64>);
BENCHMARK_CAPTURE(commit, distinct_disk, distinct, true)->Apply(all_alike<1>);
BENCHMARK_CAPTURE(commit, distinct_disk, distinct, true)->Apply(all_alike<16>);
BENCHMARK_CAPTURE(commit, distinct_disk, distinct, true)->Apply(all_alike<64>);
BENCHMARK_CAPTURE(commit, parked_memory, parked, false)->Apply(all_alike<1>);
BENCHMARK_CAPTURE(commit, parked_memory, parked, false)->Apply(all_alike<16>);
BENCHMARK_CAPTURE(commit, parked_memory, parked, false)->Apply(all_alike<64>);
BENCHMARK_CAPTURE(commit, parked_disk, parked, true)->Apply(all_alike<1>);
BENCHMARK_CAPTURE(commit, parked_disk, parked, true)->Apply(all_alike<16>);
BENCHMARK_CAPTURE(commit, parked_disk, parked, true)->Apply(all_alike<64>);

}  // namespace

BENCHMARK_MAIN();
