// sluice tasks retry: sends tasks again, as a run does. Main thread.
#pragma once

#include <string>

#include "app/wiring/options.hpp"
#include "store/task_store.hpp"

namespace sluice::app {

// Those that the options choose, and those of a retry that was interrupted. `config`: the file,
// which names the pipelines. Returns an exit code as a run does.
int retry_tasks(const Options& options, const std::string& config, store::TaskStore& store);

}  // namespace sluice::app
