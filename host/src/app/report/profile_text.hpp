// What `sluice run --profile` prints. Pure functions over figures.
#pragma once

#include <string>
#include <vector>

#include "config/node.hpp"
#include "pipeline/profile.hpp"

namespace sluice::app {

// A table with a line for each component and each plugin, and what bounds the pipeline.
std::vector<std::string> profile_lines(const pipeline::Profile& profile, uint64_t records);
config::Node profile_node(const pipeline::Profile& profile);

}  // namespace sluice::app
