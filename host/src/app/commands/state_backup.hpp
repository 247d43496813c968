// sluice state backup|restore: copies of the store. Main thread; both return an exit code.
#pragma once

#include "app/wiring/options.hpp"
#include "app/wiring/state_access.hpp"

namespace sluice::app {

// Into the file that the next argument names, while pipelines may run.
int back_up_state(Options& options, const StateLocation& location);
// From that file, while nothing runs.
int restore_state(Options& options, const StateLocation& location);

}  // namespace sluice::app
