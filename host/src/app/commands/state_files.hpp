// sluice state export|import: where pipelines stand, as lines of JSON; not what steps remember.
// Main thread; both return an exit code.
#pragma once

#include "app/wiring/options.hpp"
#include "app/wiring/state_access.hpp"

namespace sluice::app {

// Of the pipelines that the arguments name, or all, to standard output.
int export_states(Options& options, const StateLocation& location);
// The file that the next argument names: its pipelines stand there then. Nothing is changed if a
// line is wrong.
int import_states(Options& options, const StateLocation& location);

}  // namespace sluice::app
