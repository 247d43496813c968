// The store of a run that gives one publisher everything from the start. The run has an entry of
// its own there, from which an interrupted one continues; with its last commit the pipeline takes
// over the publisher's position, and that entry is deleted. Any thread, as the store it wraps.
#pragma once

#include <string>

#include "pipeline/plan.hpp"
#include "store/forwarding_store.hpp"

namespace sluice::app {

class CatchUpStore final : public store::ForwardingStore {
 public:
  // `store` outlives it.
  CatchUpStore(store::PipelineStore& store, std::string pipeline, const std::string& publisher)
      : ForwardingStore(store),
        pipeline_(std::move(pipeline)),
        place_(place(pipeline_, publisher)) {}

  // The name of such a run in the store. Never a pipeline's name: those have no slash.
  static std::string place(const std::string& pipeline, const std::string& publisher) {
    return pipeline + "/" + publisher;
  }

  Result<store::PipelineState> load(std::string_view pipeline) override;
  Status commit(std::string_view pipeline, const store::CommitKey& key,
                const store::Delta& delta) override;
  Result<store::CommitMark> last_commit(std::string_view pipeline) override;
  Result<std::vector<std::optional<std::string>>> read_state(
      std::string_view pipeline, std::string_view step,
      std::span<const std::string_view> keys) override;
  Result<bool> reset(std::string_view pipeline) override;

 private:
  const std::string pipeline_;
  const std::string place_;
};

// E_INVALID: such a run for one of the plan's publishers is not over and has written something;
// output of the pipeline to the same place could not be told from it.
Status check_caught_up(const pipeline::Plan& plan, store::PipelineStore& store);

}  // namespace sluice::app
