// Whether a run for one publisher alone is still under way. Main thread.
#pragma once

#include "pipeline/plan.hpp"
#include "sluice/result.hpp"
#include "store/store.hpp"

namespace sluice::app {

// E_INVALID: such a run for one of the plan's publishers is not over and has written something;
// what the pipeline writes to the same place now could not be told from it.
Status check_caught_up(const pipeline::Plan& plan, store::Store& store);

}  // namespace sluice::app
