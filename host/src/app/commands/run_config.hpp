// A run of a config's pipelines, in the way that a mode says: `run`, and `tasks retry`. Main
// thread.
#pragma once

#include <string>

#include "app/wiring/options.hpp"
#include "app/wiring/run_mode.hpp"

namespace sluice::app {

// The pipelines that the arguments name, or all; `by_server`: by a server that has them, if one
// runs. Prints what became of it; returns an exit code.
int run_config(const Options& options, const std::string& file, RunMode& mode,
               services::Redactor& redactor, bool by_server);

}  // namespace sluice::app
