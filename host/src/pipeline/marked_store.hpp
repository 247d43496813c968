// The store of a run whose cursor or request may hold secrets of the config: what is stored has a
// reference in the place of each. Any thread, as the store it wraps.
#pragma once

#include "pipeline/plan.hpp"
#include "store/forwarding_store.hpp"

namespace sluice::pipeline {

class MarkedStore final : public store::ForwardingStore {
 public:
  // Both outlive it.
  MarkedStore(store::PipelineStore& store, const Plan& plan)
      : ForwardingStore(store), plan_(plan) {}

  Result<store::PipelineState> load(std::string_view pipeline) override;
  Status commit(std::string_view pipeline, const store::CommitKey& key,
                const store::Delta& delta) override;

 private:
  const Plan& plan_;
};

}  // namespace sluice::pipeline
