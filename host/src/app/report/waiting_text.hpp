// What waits for targets that are down, for people. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "pipeline/report.hpp"

namespace sluice::app {

// Records in the backlogs of all targets at the end of a run.
uint64_t left_waiting(const pipeline::RunReport& report);

// A sentence for each target that has a backlog: how much waits, and why.
std::vector<std::string> waiting_lines(const pipeline::RunReport& report);

}  // namespace sluice::app
