// Which mode of running the command line asks for. Main thread.
#pragma once

#include <memory>

#include "app/wiring/options.hpp"
#include "app/wiring/run_mode.hpp"
#include "services/redactor.hpp"
#include "sluice/result.hpp"

namespace sluice::app {

// Failing: it cannot be had, nothing was started. `redactor` outlives the mode.
Result<std::unique_ptr<RunMode>> choose_mode(Options& options, services::Redactor& redactor);

}  // namespace sluice::app
