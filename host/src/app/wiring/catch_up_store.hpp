// The store of a run that gives one publisher everything from the start. The run has a place of its
// own there, from which an interrupted one goes on; with its last commit the pipeline takes over
// where the publisher stands, and that place is gone. Any thread, as the store around which it is.
#pragma once

#include <string>

#include "pipeline/plan.hpp"
#include "store/forwarding_store.hpp"

namespace sluice::app {

class CatchUpStore final : public store::ForwardingStore {
 public:
  // `store` outlives it.
  CatchUpStore(store::Store& store, std::string pipeline, const std::string& publisher)
      : ForwardingStore(store),
        pipeline_(std::move(pipeline)),
        place_(place(pipeline_, publisher)) {}

  // Under which name such a run is in the store. No pipeline's: those have no slash.
  static std::string place(const std::string& pipeline, const std::string& publisher) {
    return pipeline + "/" + publisher;
  }

  Result<store::PipelineState> load(std::string_view pipeline) override;
  Status commit(std::string_view pipeline, int64_t expected_sequence,
                const store::Delta& delta) override;
  Result<std::optional<std::string>> read_state(std::string_view pipeline, std::string_view step,
                                                std::string_view key) override;
  Result<bool> reset(std::string_view pipeline) override;

 private:
  const std::string pipeline_;
  const std::string place_;
};

// E_INVALID: such a run for one of the plan's publishers is not over and has written something;
// what the pipeline writes to the same place now could not be told from it.
Status check_caught_up(const pipeline::Plan& plan, store::Store& store);

}  // namespace sluice::app
