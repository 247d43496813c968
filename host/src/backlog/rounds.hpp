// Runs a pipeline whose targets may be down. A target that fails for everybody ends a walk, and the
// next one goes on from there without it: its records are added to its backlog, the others get
// theirs. Meanwhile the target is tried, and what waits is delivered to it in order (DrainThread);
// then a walk includes it again. Used by one thread, which becomes the sink lane.
#pragma once

#include <cstdint>

#include "base/clock.hpp"
#include "pipeline/observer.hpp"
#include "pipeline/plan.hpp"
#include "pipeline/report.hpp"
#include "pipeline/stop_token.hpp"
#include "store/backlog_store.hpp"
#include "store/pipeline_store.hpp"

namespace sluice::backlog {

class Rounds {
 public:
  // `clock` null: the system's. `seed` is for the jitter of the backoff. `backlogs` null: the
  // pipeline is run as if no target could be down. They outlive it.
  Rounds(store::PipelineStore& store, store::BacklogStore* backlogs, base::Clock* clock,
         uint64_t seed)
      : store_(store), backlogs_(backlogs), clock_(clock), seed_(seed) {}

  // From the committed cursor to the source's end, and what waits as far as targets take it. What
  // is left waiting is in the report. `stop` ends it; the observer may be null.
  pipeline::RunReport run(const pipeline::Plan& plan, pipeline::StopToken& stop,
                          pipeline::Observer* observer);
  // Only what waits, of targets whose next try is due or that are not known to be down. REQUIRES:
  // there are backlogs.
  pipeline::RunReport drain(const pipeline::Plan& plan, pipeline::StopToken& stop,
                            pipeline::Observer* observer);

 private:
  store::PipelineStore& store_;
  store::BacklogStore* const backlogs_;
  base::Clock* const clock_;
  const uint64_t seed_;
};

}  // namespace sluice::backlog
