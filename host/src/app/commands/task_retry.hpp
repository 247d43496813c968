// sluice tasks retry: sends tasks again, as a run does: by the server that runs, else here. Main
// thread.
#pragma once

#include <string>

#include "app/wiring/options.hpp"

namespace sluice::app {

// Those that the options choose, and those of a retry that was interrupted. `config`: the file,
// which names the pipelines; `folder`: of the state. Returns an exit code as a run does.
int retry_tasks(const Options& options, const std::string& config, const std::string& folder);

}  // namespace sluice::app
