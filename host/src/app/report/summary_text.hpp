// A run's summary for people: a row per pipeline, then one line about all of them. Pure functions.
#pragma once

#include <string>
#include <vector>

#include "app/report/summary.hpp"

namespace sluice::app {

struct SummaryStyle {
  bool verbose = false;  // memory, what a kill repeats, commits, counters
  std::string config;    // the file, for commands to copy
};

// Contains text from servers: must be redacted and shown by the console.
std::vector<std::string> summary_lines(const RunSummary& summary, const SummaryStyle& style);

// What needs somebody, for who wants to read errors only: parked records and targets that are down,
// a line for each. As above.
std::vector<std::string> attention_lines(const RunSummary& summary, const std::string& config);

// "read 5, filtered 1, delivered 4, parked 0".
std::string figures_line(const pipeline::RunReport& report);

// "done", "paused", "stopped" or "FAILED".
std::string outcome_word(const pipeline::RunReport& report);

}  // namespace sluice::app
