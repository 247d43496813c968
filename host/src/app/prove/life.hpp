// One life of a config's state: a run in a folder of its own that is killed, run again, perhaps
// killed again, until it ends. Main thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "app/prove/kill_points.hpp"
#include "app/wiring/run_mode.hpp"
#include "sluice/result.hpp"

namespace sluice::app {

// Where a life has what it leaves behind.
struct LifeFolder {
  std::filesystem::path path;

  std::filesystem::path state() const { return path / "state"; }
  std::filesystem::path outputs() const { return path / "outputs"; }
  std::filesystem::path deliveries() const { return path / "deliveries"; }
  // Of each run: its summary as JSON, and what it said.
  std::filesystem::path summary(uint64_t run) const;
  std::filesystem::path said(uint64_t run) const;
};

// `sluice run` in that folder, in a child process; returns its exit code.
using RunInFolder = std::function<int(const LifeFolder& folder)>;

struct LifeReport {
  uint64_t runs = 0;
  std::vector<KillPoint> kills;  // of the first run, the second, …
  int exit_code = 0;             // of the last run
  CallCounts counts;             // of the last run
};

// Without a kill; `runs` were in the folder before.
Result<LifeReport> live_undisturbed(const LifeFolder& folder, const RunInFolder& run,
                                    uint64_t runs = 0);
// Killed at `first`, and every second time once more after that, at most `most` times in all.
Result<LifeReport> live(const LifeFolder& folder, const RunInFolder& run, const KillPoint& first,
                        uint64_t most, const CallCounts& counts, std::mt19937_64& random);

}  // namespace sluice::app
