// The run mode that the command line selects. Main thread.
#pragma once

#include <memory>

#include "app/wiring/options.hpp"
#include "app/wiring/run_mode.hpp"
#include "services/redactor.hpp"
#include "sluice/result.hpp"

namespace sluice::app {

// Failing: the mode is not possible, nothing was started. `redactor` outlives the mode.
Result<std::unique_ptr<RunMode>> choose_mode(Options& options, services::Redactor& redactor);

}  // namespace sluice::app
