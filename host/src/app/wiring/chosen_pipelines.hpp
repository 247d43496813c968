// The pipelines that a command line names. Main thread.
#pragma once

#include <string>
#include <vector>

#include "config/model.hpp"
#include "config/needed.hpp"
#include "config/problem.hpp"

namespace sluice::app {

using Pipelines = std::vector<const config::PipelineConfig*>;

// In the config's order; all of them if none is named. An unknown name is a problem.
Pipelines choose_pipelines(const config::Config& config, const std::vector<std::string>& names,
                           config::Problems& problems);

// And what the config's alerts are sent with, which live in `config`.
Pipelines with_alerts(const config::Config& config, Pipelines chosen);

// Says that there is none of this name, and which was meant or which there are.
std::string no_pipeline(const std::string& name, const std::vector<std::string>& known);

// What of the config a command needs that runs these; all pipelines if none is named.
config::Use use_of(const std::vector<std::string>& names);

}  // namespace sluice::app
