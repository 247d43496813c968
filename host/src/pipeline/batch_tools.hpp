// The tools shared by all batches of a run. Made by the sink lane, used on its thread.
#pragma once

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

namespace sluice::pipeline {

struct BatchTools {
  const RunContext& run;
  StepChain& chain;
  Delivery& delivery;
  Health& health;
  const std::vector<std::unique_ptr<StepState>>& states;  // null where a step has none
  base::Jitter& jitter;
  const SentNotes& notes;
  Taken& taken;  // by publishers, of batches that are not settled
};

}  // namespace sluice::pipeline
