// The store of one walk of a retry. The walk has an entry of its own beside the pipeline, for what
// it was about to send and what was taken; the pipeline's positions and state are the pipeline's,
// its cursor stays. What a commit settles leaves the retry in the same commit. Any thread, as the
// store it wraps.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/wiring/retry_walk.hpp"
#include "store/forwarding_store.hpp"

namespace sluice::app {

class RetryStore final : public store::ForwardingStore {
 public:
  // `store` outlives it.
  // `reaches`: steps that its tasks pass, and those before.
  RetryStore(store::PipelineStore& store, RetryWalk walk, std::vector<std::string> reaches = {})
      : ForwardingStore(store),
        walk_(std::move(walk)),
        place_(walk_.place()),
        reaches_(std::move(reaches)) {}

  Result<store::PipelineState> load(std::string_view pipeline) override;
  // E_INTERNAL if it holds a record of which no task is known.
  Status commit(std::string_view pipeline, const store::CommitKey& key,
                const store::Delta& delta) override;
  Result<store::CommitMark> last_commit(std::string_view pipeline) override;
  Result<bool> reset(std::string_view pipeline) override;

 private:
  Status name_tasks(std::vector<store::Task>& tasks) const;

  const RetryWalk walk_;
  const std::string place_;
  const std::vector<std::string> reaches_;
};

}  // namespace sluice::app
