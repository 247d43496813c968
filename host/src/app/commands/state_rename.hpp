// sluice state rename CONFIG OLD NEW: what is stored of a pipeline goes along with its new name.
// Main thread.
#pragma once

#include "app/wiring/state_access.hpp"

namespace sluice::app {

int rename_state(Options& options, const StateLocation& location);

}  // namespace sluice::app
