// What is known of a pipeline's records at each place, before any is read. Main thread.
#pragma once

#include <string>
#include <vector>

#include "app/wiring/assembly.hpp"
#include "config/node.hpp"

namespace sluice::app {

// A component of a pipeline; JSON Schemas of ext/members.h, empty: nothing is known.
struct MembersAt {
  std::string instance;
  std::string pointer;  // of its section in the configuration
  std::string before, after;
};

// In the order of the flow: the subscriber, the steps, and of each target its steps, itself and its
// hooks.
std::vector<MembersAt> members_of(Assembly& assembly, const config::PipelineConfig& pipeline);

// {"items":[{"instance","pointer","before"?,"after"?}]}
config::Node members_node(const std::vector<MembersAt>& places);

// To standard output: a line for each component.
void print_members(const std::vector<MembersAt>& places);

}  // namespace sluice::app
