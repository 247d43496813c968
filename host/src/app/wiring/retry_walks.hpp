// In which runs chosen tasks are sent again. Functions over a store; any thread.
#pragma once

#include <vector>

#include "app/wiring/retry_walk.hpp"
#include "sluice/result.hpp"
#include "store/task_store.hpp"

namespace sluice::app {

// One for each step of each pipeline. Those from the source come first, then the last steps: a task
// that fails further down than before is one of that step, and would be sent twice.
Result<std::vector<RetryWalk>> walks_of(store::TaskStore& store, const store::TaskFilter& filter);

// Those of the filter that are of this walk.
store::TaskFilter of_walk(store::TaskFilter filter, const RetryWalk& walk);

// Tasks that came later are left out: what fails during a retry is for another one.
Result<store::TaskFilter> of_now(store::TaskStore& store, store::TaskFilter filter);

// Whether a retry of this walk was interrupted: some of its tasks may have been sent.
Result<bool> is_interrupted(store::TaskStore& store, const RetryWalk& walk);

}  // namespace sluice::app
