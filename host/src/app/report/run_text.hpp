// Runs of a server as they are shown. Pure functions; what they return is to be shown by the
// console.
#pragma once

#include <string>

#include "config/node.hpp"
#include "store/run_log_store.hpp"

namespace sluice::app {

// "12  2026-11-30T02:30:00Z  nightly  done  (schedule)  read 5, …, 1.2 s"
std::string run_line(const store::LoggedRun& run);

// The same for machines.
config::Node run_node(const store::LoggedRun& run);

}  // namespace sluice::app
