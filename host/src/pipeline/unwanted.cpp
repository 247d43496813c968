#include "pipeline/unwanted.hpp"

#include "record/copy_batch.hpp"
#include "sluice/record.h"

namespace sluice::pipeline {
namespace {

StepState* state_of(const BatchTools& tools, const std::string& step) {
  for (const auto& state : tools.states)
    if (state && state->step() == step) return state.get();
  return nullptr;
}

// The step has remarked on the records, or will.
class Muted {
 public:
  explicit Muted(StepState* state) : state_(state) {
    if (state_) state_->mute(true);
  }
  ~Muted() {
    if (state_) state_->mute(false);
  }
  Muted(const Muted&) = delete;
  Muted& operator=(const Muted&) = delete;

 private:
  StepState* const state_;
};

}  // namespace

// If it cannot be found out, nothing is left out.
std::vector<size_t> unwanted_records(BatchTools& tools, record::Batch& batch, size_t target) {
  record::Batch& view = *tools.outgoing.view;
  view.reset();
  std::vector<size_t> out;
  if (record::copy_batch(batch, {}, view).ok()) {
    const Muted muted(state_of(tools, tools.run.plan.targets[target].steps.front().name));
    const auto ignore = [](record::Batch&, size_t, std::string_view) {};
    const bool done =
        tools.outgoing.chains[target].run(view, tools.run.cancel.abort, ignore, 0, 1).done();
    for (size_t i = 0; done && i < batch.abi()->count; i++)
      if (sluice_record_at(batch.abi(), i)->state == SLUICE_RECORD_LIVE &&
          sluice_record_at(view.abi(), i)->state == SLUICE_RECORD_FILTERED)
        out.push_back(i);
  }
  view.reset();
  return out;
}

}  // namespace sluice::pipeline
