// `tasks retry`: a run whose source is tasks, through the rest of the pipeline from the step they
// stopped at; one that stopped at a publisher goes to that publisher alone. Main thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/wiring/retry_store.hpp"
#include "app/wiring/retry_walk.hpp"
#include "app/wiring/run_mode.hpp"
#include "app/wiring/task_source.hpp"
#include "store/task_store.hpp"

namespace sluice::app {

// Leaves of the plan what comes from the walk's step on, behind `source`. E_INVALID: the pipeline
// has no such step any more, or its target cannot take single records.
Status keep_rest(pipeline::Plan& plan, const RetryWalk& walk, TaskSource& source);

class RetryMode final : public RunMode {
 public:
  // `chosen`: the tasks that become part of the retry when it begins; nothing: it only ends one
  // that was interrupted. `tasks` outlives it.
  RetryMode(store::TaskStore& tasks, RetryWalk walk, std::optional<store::TaskFilter> chosen)
      : tasks_(tasks), walk_(std::move(walk)), chosen_(std::move(chosen)), source_(tasks, walk_) {}

  Status adapt_plan(pipeline::Plan& plan, store::PipelineStore& store) override;
  store::PipelineStore& store(store::PipelineStore& store) override {
    return own_store_.emplace(store, walk_, reaches_);
  }
  Status end() override;
  std::vector<std::string> opening() override;
  std::vector<std::string> remarks() override;

 private:
  Result<uint64_t> give_back(const store::PipelineState& left);

  store::TaskStore& tasks_;
  const RetryWalk walk_;
  const std::optional<store::TaskFilter> chosen_;
  TaskSource source_;
  store::PipelineStore* all_ = nullptr;  // of the state folder, once it has begun
  std::vector<std::string> reaches_;     // steps that its tasks pass, and those before
  std::optional<RetryStore> own_store_;
  uint64_t kept_ = 0;  // tasks that may have been sent
};

}  // namespace sluice::app
