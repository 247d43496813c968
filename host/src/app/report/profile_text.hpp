// What `sluice run --profile` and `sluice runs show` print of a run's profile. Pure functions over
// figures.
#pragma once

#include <string>
#include <vector>

#include "config/node.hpp"
#include "pipeline/profile.hpp"

namespace sluice::app {

// A table with a line for each component and each plugin, and what bounds the pipeline.
std::vector<std::string> profile_lines(const pipeline::Profile& profile, uint64_t records);
config::Node profile_node(const pipeline::Profile& profile);
// Where the time went, of a document that profile_node() made.
std::vector<std::string> kept_profile_lines(const config::Node& profile);

}  // namespace sluice::app
