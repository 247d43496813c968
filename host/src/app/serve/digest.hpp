// What one alert says. A value; no thread rule.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/run_log_store.hpp"

namespace sluice::app {

struct Digest {
  static constexpr size_t kMostRuns = 100;

  std::string host;     // the machine
  std::string config;   // the file or folder
  int64_t from_ms = 0;  // when the last message was sent; if there was none, the first run's start
  int64_t to_ms = 0;
  uint64_t failed = 0;                 // runs
  uint64_t parked = 0;                 // records of the runs
  uint64_t count = 0;                  // all runs that it is about
  std::vector<store::LoggedRun> runs;  // the latest of them, latest first
};

// "3 runs failed on shop1: products, orders"; names of pipelines and of the machine only.
std::string title_of(const Digest& digest);
// One line of JSON: {title, host, config, from, to, failed, parked, runs: [{pipeline, run, outcome,
// message, started, ended, parked}]}, times as text, UTC.
std::string json_of(const Digest& digest);
// A mail with headers, as sendmail -t takes it. Lines are shorter than what mail allows.
std::string mail_of(const Digest& digest, const std::vector<std::string>& to);

}  // namespace sluice::app
