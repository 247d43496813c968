// The tools shared by all batches of a run. Made by the sink lane, used on its thread.
#pragma once

#include <deque>
#include <memory>
#include <vector>

#include "pipeline/backoff.hpp"
#include "pipeline/delivery.hpp"
#include "pipeline/health.hpp"
#include "pipeline/run_context.hpp"
#include "pipeline/sent_notes.hpp"
#include "pipeline/step_chain.hpp"
#include "pipeline/step_state.hpp"
#include "pipeline/taken.hpp"
#include "record/batch.hpp"

namespace sluice::pipeline {

// For targets that have steps of their own.
struct OutgoingTools {
  explicit OutgoingTools(const RunContext& run);

  std::deque<StepChain> chains;  // by target; without its own steps it has an empty one
  // What such a target gets of a batch, while it gets it; null: there is no such target.
  std::unique_ptr<record::Batch> view;
};

inline OutgoingTools::OutgoingTools(const RunContext& run) {
  for (const Target& target : run.plan.targets) chains.emplace_back(run, target.steps);
  if (has_own_steps(run.plan)) view = std::make_unique<record::Batch>(run.plan.limits);
}

struct BatchTools {
  const RunContext& run;
  StepChain& chain;
  Delivery& delivery;
  Health& health;
  const std::vector<std::unique_ptr<StepState>>& states;  // null where a step has none
  base::Jitter& jitter;
  const SentNotes& notes;
  Taken& taken;  // by publishers, of batches that are not settled
  OutgoingTools& outgoing;
};

}  // namespace sluice::pipeline
