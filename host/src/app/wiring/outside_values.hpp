// What a pipeline has from outside its configuration, in a form that gives none of it away: to find
// out whether a server has the same. Main thread.
#pragma once

#include <map>
#include <set>
#include <string>

#include "app/wiring/variables.hpp"
#include "config/model.hpp"

namespace sluice::app {

// Digests of values, by what stands in the configuration for them: "${TOKEN}", "$env.REGION", "its
// outputs" for the places that it writes to.
using OutsideValues = std::map<std::string, std::set<std::string>>;

inline constexpr const char* kOutputs = "its outputs";

OutsideValues outside_values(const config::Config& config, const config::PipelineConfig& pipeline,
                             const VariableSource& variable);

}  // namespace sluice::app
