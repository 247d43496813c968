// A target's own steps over what it gets: records that fail at one did not get through there. Sink
// lane.
#pragma once

#include "pipeline/delivery.hpp"
#include "pipeline/step_chain.hpp"

namespace sluice::pipeline {

// Adds those that fail to `published.refused`, whose indexes are those behind the steps.
inline Decision run_outgoing(StepChain& chain, record::Batch& batch, const sluice_cancel* cancel,
                             PublishResult& published) {
  const record::RecordList& records = batch.records();
  for (Refused& refused : published.refused) refused.index = records.number_of(refused.index);
  Decision decision =
      chain.run(batch, cancel, [&](record::Batch&, size_t index, std::string_view step) {
        published.refused.push_back(
            {records.number_of(index), failure_of(batch, index), std::string(step)});
      });
  for (Refused& refused : published.refused) refused.index = records.index_of(refused.index);
  return decision;
}

}  // namespace sluice::pipeline
