// sluice state rewind|set: a pipeline goes on from another place. Main thread; both return an exit
// code.
#pragma once

#include "app/wiring/options.hpp"
#include "store/state_store.hpp"

namespace sluice::app {

// Back to the checkpoint that --to names, after a question or with --yes; without --to it lists
// them. `state`: as it is now.
int rewind_pipeline(const Options& options, store::StateStore& store,
                    const store::PipelineState& state);

// To the cursor in the file that --value names.
int set_cursor(const Options& options, store::StateStore& store, const store::PipelineState& state);

}  // namespace sluice::app
