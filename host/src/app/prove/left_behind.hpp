// What a life left behind: the lines of its files, what publishers took, the tasks. Values.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "app/prove/delivery_log.hpp"
#include "app/prove/life.hpp"

namespace sluice::app {

// How often each line of a file, or each record, is there; by a hash.
using Counted = std::map<std::string, uint64_t>;

struct LeftBehind {
  std::map<std::string, Counted> files;  // by their place below the outputs
  Deliveries deliveries;
  std::set<std::string> starting_over;   // pipelines whose next run reads everything again
  std::map<TargetKey, Counted> parked;   // tasks by pipeline and the step they stopped at
  std::map<TargetKey, Counted> waiting;  // records of a target's backlog
};

Result<LeftBehind> read_left_behind(const LifeFolder& folder);

}  // namespace sluice::app
