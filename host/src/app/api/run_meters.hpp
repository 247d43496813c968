// What the runs of a server came to since it began, by pipeline; for metrics. Any thread.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

#include "app/api/server_view.hpp"
#include "store/run_log_store.hpp"

namespace sluice::app {

struct RunMeter {
  // Upper bounds of the durations that are counted, in seconds; longer ones are in the sum only.
  static constexpr std::array<double, 6> kBounds = {1, 10, 60, 300, 1800, 7200};

  std::map<store::RunOutcome, uint64_t> runs = {};
  std::array<uint64_t, kBounds.size()> within{};  // runs that took at most so long
  double seconds = 0;                             // of all
  LiveFigures records = {};
  int64_t last_success_ms = 0;  // 0: none is known
  int64_t last_run = 0;         // the number of the latest that is counted

  uint64_t count() const {
    uint64_t out = 0;
    for (const auto& [outcome, runs_of_it] : runs) out += runs_of_it;
    return out;
  }
};

class RunMeters {
 public:
  // When runs before this process succeeded. A log that cannot be read counts as empty.
  void restore(store::RunLogStore& log);
  void ended(const store::LoggedRun& run);
  std::map<std::string, RunMeter> snapshot() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, RunMeter> meters_;
};

}  // namespace sluice::app
