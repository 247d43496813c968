// The tools shared by all batches of a run. Made by the sink lane, used on its thread.
#pragma once

#include <deque>
#include <memory>
#include <vector>

#include "pipeline/backoff.hpp"
#include "pipeline/delivery.hpp"
#include "pipeline/health.hpp"
#include "pipeline/left_out.hpp"
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

  // By target; without such steps it has an empty one.
  std::deque<StepChain> chains, on_success, on_error;
  // What a target with own steps gets of a batch, while it gets it, and the documents of its hooks;
  // null: there is no such target.
  std::unique_ptr<record::Batch> view, documents;
};

inline OutgoingTools::OutgoingTools(const RunContext& run) {
  for (const Target& target : run.plan.targets) {
    chains.emplace_back(run, target.steps);
    on_success.emplace_back(run, target.on_success);
    on_error.emplace_back(run, target.on_error);
  }
  if (has_own_steps(run.plan)) view = std::make_unique<record::Batch>(run.plan.limits);
  if (has_hooks(run.plan)) documents = std::make_unique<record::Batch>(run.plan.limits);
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
  LeftOut& left_out;
};

}  // namespace sluice::pipeline
