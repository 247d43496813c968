// Where pipelines stood: resume points of the past, to which they can be put back. Commits keep
// them (pipeline_store.hpp). Independent of SQLite. Every function is [any].
#pragma once

#include <string_view>
#include <vector>

#include "sluice/result.hpp"
#include "store/pipeline_state.hpp"

namespace sluice::store {

class CheckpointStore {
 public:
  // Of each pipeline the latest; one a minute at most while it runs, and the end of each walk.
  static constexpr int64_t kKeptCheckpoints = 100;
  static constexpr int64_t kCheckpointEveryUs = 60'000'000;

  virtual ~CheckpointStore() = default;

  // The latest first.
  virtual Result<std::vector<Checkpoint>> checkpoints(std::string_view pipeline) = 0;
  // The next run continues from this cursor. What was taken after the old one, and notes of what
  // may have been sent, are dropped; positions, state and tasks stay. False if the pipeline never
  // committed. REQUIRES: it does not run.
  virtual Result<bool> put_cursor(std::string_view pipeline, const Cursor& cursor) = 0;
};

}  // namespace sluice::store
