#include "app/prove/left_behind.hpp"

#include <fstream>

#include "app/wiring/state_folder.hpp"
#include "pipeline/fingerprint.hpp"
#include "store/sqlite_backlog.hpp"
#include "store/sqlite_store.hpp"
#include "store/sqlite_tasks.hpp"

namespace sluice::app {
namespace {

namespace fs = std::filesystem;

constexpr size_t kPageOfTasks = 1000;
constexpr size_t kMostWaiting = 10'000'000, kMostBytes = size_t{1} << 34;

Result<Counted> lines_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return Status(SLUICE_E_INTERNAL, file.string() + " cannot be read");
  Counted out;
  for (std::string line; std::getline(in, line);) out[pipeline::origin_key(line)]++;
  return out;
}

Status read_files(const fs::path& folder, std::map<std::string, Counted>& files) {
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(folder, error)) {
    if (!entry.is_regular_file()) continue;
    auto lines = lines_of(entry.path());
    if (!lines) return lines.status();
    files[entry.path().lexically_relative(folder).string()] = *std::move(lines);
  }
  return error ? Status(SLUICE_E_INTERNAL, folder.string() + ": " + error.message()) : Status();
}

Status read_tasks(const fs::path& state, std::map<TargetKey, Counted>& parked) {
  store::SqliteTasks store(store_file(state.string()));
  store::TaskPage page{.most = kPageOfTasks, .oldest_first = true};
  for (;;) {
    const auto tasks = store.tasks({.states = {store::TaskState::parked}}, page);
    if (!tasks) return tasks.status();
    for (const store::Task& task : *tasks) parked[{task.pipeline, task.step}][task.origin]++;
    if (tasks->size() < page.most) return {};
    page.after = tasks->back().id;
  }
}

Status read_states(const fs::path& state, std::set<std::string>& starting_over) {
  store::SqliteStore store(store_file(state.string()), store::SqliteStore::Mode::read_only);
  const auto states = store.states();
  if (!states) return states.status();
  for (const store::PipelineState& one : *states)
    if (one.cursor.text.empty()) starting_over.insert(one.pipeline);
  return {};
}

Status read_waiting(const fs::path& state, std::map<TargetKey, Counted>& waiting) {
  store::SqliteBacklog store(store_file(state.string()));
  const auto backlogs = store.backlogs({});
  if (!backlogs) return backlogs.status();
  for (const store::Backlog& one : *backlogs) {
    const auto records = store.waiting(one.pipeline, one.publisher, 0, kMostWaiting, kMostBytes);
    if (!records) return records.status();
    for (const store::WaitingRecord& record : *records) {
      const std::string& source = record.source.empty() ? record.value : record.source;
      waiting[{one.pipeline, one.publisher}][pipeline::origin_key(source)]++;
    }
  }
  return {};
}

}  // namespace

Result<LeftBehind> read_left_behind(const LifeFolder& folder) {
  LeftBehind out;
  if (Status s = read_files(folder.outputs(), out.files); !s) return s;
  if (Status s = read_tasks(folder.state(), out.parked); !s) return s;
  if (Status s = read_waiting(folder.state(), out.waiting); !s) return s;
  if (Status s = read_states(folder.state(), out.starting_over); !s) return s;
  auto deliveries = read_deliveries(folder.deliveries());
  if (!deliveries) return deliveries.status();
  out.deliveries = *std::move(deliveries);
  return out;
}

}  // namespace sluice::app
