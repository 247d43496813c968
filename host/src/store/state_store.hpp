// Where pipelines stand as people work with it: shown, moved and forgotten. What runs does so by
// pipeline_store.hpp. Every function is [any]; those that change a pipeline fail with E_UNAVAILABLE
// while it runs, and name who has it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sluice/result.hpp"
#include "store/pipeline_state.hpp"

namespace sluice::store {

class StateStore {
 public:
  virtual ~StateStore() = default;

  // Of all pipelines that ever committed, by name; without what was taken or sent.
  virtual Result<std::vector<PipelineState>> states() = 0;
  // The latest first.
  virtual Result<std::vector<Checkpoint>> checkpoints(const std::string& pipeline) = 0;

  // Everything but tasks and an inbox's events is forgotten. False if there was nothing.
  virtual Result<bool> reset(const std::string& pipeline) = 0;
  // Of one publisher, by the name of its position. False if there was nothing.
  virtual Result<bool> forget_position(const std::string& pipeline,
                                       const std::string& publisher) = 0;
  // The next run continues from the checkpoint of this commit, or from a cursor as the subscriber
  // gives it. False: the pipeline has committed since `sequence`, and nothing is changed.
  // E_INVALID: there is no such checkpoint.
  virtual Result<bool> rewind(const std::string& pipeline, int64_t sequence,
                              int64_t checkpoint) = 0;
  virtual Result<bool> put_cursor(const std::string& pipeline, int64_t sequence,
                                  const std::string& cursor) = 0;
  // Cursor and positions of these pipelines are those of another store; what was taken or may have
  // been sent behind other cursors does not count any more. All locks are taken first.
  virtual Status import(const std::vector<PipelineState>& states) = 0;

  // A copy of the whole store into a new file of the store's machine, while pipelines may run.
  virtual Status back_up(const std::string& file) = 0;
};

}  // namespace sluice::store
