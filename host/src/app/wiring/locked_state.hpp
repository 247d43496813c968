// The stored state of pipelines in a state folder, for people: what changes a pipeline takes its
// lock first. Secrets of the config neither leave it nor come into it. Any thread.
#pragma once

#include <string>
#include <vector>

#include "app/wiring/state_folder.hpp"
#include "services/secret_references.hpp"
#include "store/lease_keeper.hpp"
#include "store/sqlite_shared.hpp"
#include "store/sqlite_store.hpp"
#include "store/state_store.hpp"

namespace sluice::app {

class LockedState final : public store::StateStore {
 public:
  // A folder without a store reads as empty; only import() makes it.
  // `secrets` outlive it.
  LockedState(StateFolder folder, const services::SecretReferences& secrets);

  Result<std::vector<store::PipelineState>> states() override;
  Result<std::vector<store::Checkpoint>> checkpoints(const std::string& pipeline) override;
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
  void mark(store::Cursor& cursor) const;
  Result<bool> move(const store::PipelineState& now, int64_t sequence, const store::Cursor& cursor);

  const StateFolder folder_;
  const services::SecretReferences& secrets_;
  store::SqliteStore reads_, writes_;
  store::SqliteShared shared_;
  store::LeaseKeeper leases_;
};

}  // namespace sluice::app
