// The store of a run that gives one publisher everything from the start. The run has a place of its
// own there, from which an interrupted one goes on; with its last commit the pipeline takes over
// where the publisher stands, and that place is gone. Any thread, as the store around which it is.
#pragma once

#include <string>

#include "store/store.hpp"

namespace sluice::app {

class CatchUpStore final : public store::Store {
 public:
  // `store` outlives it.
  CatchUpStore(store::Store& store, std::string pipeline, const std::string& publisher)
      : store_(store), pipeline_(std::move(pipeline)), place_(place(pipeline_, publisher)) {}

  // Under which name such a run is in the store. No pipeline's: those have no slash.
  static std::string place(const std::string& pipeline, const std::string& publisher) {
    return pipeline + "/" + publisher;
  }

  Result<store::PipelineState> load(std::string_view pipeline) override;
  Status commit(std::string_view pipeline, int64_t expected_sequence,
                const store::Delta& delta) override;
  Result<std::optional<std::string>> read_state(std::string_view pipeline, std::string_view step,
                                                std::string_view key) override;
  Result<std::vector<store::Task>> tasks(std::string_view pipeline) override;
  Result<std::optional<store::Task>> task(int64_t id) override;
  Result<bool> reset(std::string_view pipeline) override;
  Result<std::vector<store::PipelineState>> states() override;

 private:
  store::Store& store_;
  const std::string pipeline_;
  const std::string place_;
};

}  // namespace sluice::app
