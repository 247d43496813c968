// The stored state of pipelines in a state folder, for people: what changes a pipeline takes its
// lock first. Any thread.
#pragma once

#include <string>
#include <vector>

#include "app/wiring/state_folder.hpp"
#include "store/lease_keeper.hpp"
#include "store/sqlite_shared.hpp"
#include "store/sqlite_store.hpp"
#include "store/state_store.hpp"

namespace sluice::app {

class LockedState final : public store::StateStore {
 public:
  // A folder without a store reads as empty; only import() makes it.
  explicit LockedState(StateFolder folder);

  Result<std::vector<store::PipelineState>> states() override { return reads_.states(); }
  Result<std::vector<store::Checkpoint>> checkpoints(const std::string& pipeline) override {
    return reads_.checkpoints(pipeline);
  }
  Result<bool> reset(const std::string& pipeline) override;
  Result<bool> forget_position(const std::string& pipeline, const std::string& publisher) override;
  Result<bool> rewind(const std::string& pipeline, int64_t sequence, int64_t checkpoint) override;
  Result<bool> put_cursor(const std::string& pipeline, int64_t sequence,
                          const std::string& cursor) override;
  Status import(const std::vector<store::PipelineState>& states) override;
  Status back_up(const std::string& file) override;

 private:
  template <class F>
  Result<bool> locked(const std::string& pipeline, F&& change);
  Result<bool> move(const std::string& pipeline, int64_t sequence, const store::Cursor& cursor);

  const StateFolder folder_;
  store::SqliteStore reads_, writes_;
  store::SqliteShared shared_;
  store::LeaseKeeper leases_;
};

}  // namespace sluice::app
