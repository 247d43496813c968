// Runs one pipeline: pull, transform, publish, settle, commit, until the walk is over, something
// of the system fails or the run is stopped. A Runner is used by one thread, which becomes the sink
// lane; with two lanes it starts a thread for the source, and always one for the store, and has
// joined them when `run` returns.
#pragma once

#include <cstdint>

#include "base/clock.hpp"
#include "pipeline/cancel.hpp"
#include "pipeline/observer.hpp"
#include "pipeline/plan.hpp"
#include "pipeline/report.hpp"
#include "store/pipeline_store.hpp"

namespace sluice::pipeline {

class Runner {
 public:
  // `clock` null: the system's. `seed` is for the jitter of the backoff.
  explicit Runner(base::Clock* clock = nullptr, uint64_t seed = 0) : clock_(clock), seed_(seed) {}

  // One walk from the committed cursor to the source's end. In any case everything committed
  // stays so, and the report says what became of the rest. REQUIRES: at least one target.
  RunReport run(const Plan& plan, store::PipelineStore& store, const Cancel& cancel,
                Observer* observer = nullptr);

 private:
  base::Clock* clock_;
  uint64_t seed_;
};

}  // namespace sluice::pipeline
