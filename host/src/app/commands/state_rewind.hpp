// sluice state rewind|set: a pipeline goes on from another place. Main thread; both return an exit
// code.
#pragma once

#include "app/wiring/options.hpp"
#include "store/checkpoint_store.hpp"
#include "store/pipeline_state.hpp"

namespace sluice::app {

// Back to the checkpoint that --to names, after a question or with --yes; without --to it lists
// them. REQUIRES: the pipeline's lock is held, if --to is given.
int rewind_pipeline(const Options& options, store::CheckpointStore& store,
                    const store::PipelineState& state);

// To the cursor in the file that --value names. REQUIRES: the pipeline's lock is held.
int set_cursor(const Options& options, store::CheckpointStore& store,
               const store::PipelineState& state);

}  // namespace sluice::app
