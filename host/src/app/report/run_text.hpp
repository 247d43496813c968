// Runs of a server as they are shown. Pure functions; what they return is to be shown by the
// console.
#pragma once

#include <string>
#include <vector>

#include "config/node.hpp"
#include "store/run_log_store.hpp"

namespace sluice::app {

// "12  2026-11-30T02:30:00Z  nightly  done  (schedule)  read 5, …, 1.2 s"
std::string run_line(const store::LoggedRun& run);

// All of one, a line each.
std::vector<std::string> run_lines(const store::LoggedRun& run);

// The same for machines, and back.
config::Node run_node(const store::LoggedRun& run);
// With its profile, as the run log has it; what is none is left out.
config::Node run_node(const store::LoggedRun& run, const std::string& profile);
store::LoggedRun run_of(const config::Node& node);

// Milliseconds since the Unix epoch of "2026-11-30T02:30:00Z"; 0: it is no time.
int64_t ms_of_time(const std::string& text);

}  // namespace sluice::app
