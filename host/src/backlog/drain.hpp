// Walks over what waits for one target, through the target alone: its own steps ran before the
// records were added. One thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>

#include "backlog/drain_source.hpp"
#include "base/clock.hpp"
#include "pipeline/observer.hpp"
#include "pipeline/plan.hpp"
#include "pipeline/report.hpp"
#include "pipeline/stop_token.hpp"
#include "store/backlog_store.hpp"
#include "store/pipeline_store.hpp"

namespace sluice::backlog {

// What the walks and drains of a run share; outlives them.
struct Surroundings {
  const pipeline::Plan& plan;  // the pipeline's
  store::PipelineStore& store;
  store::BacklogStore& backlogs;
  base::Clock& clock;
  uint64_t seed;                 // of the backoff's jitter
  pipeline::Observer* observer;  // may be null
};

class Drain {
 public:
  // `target` is one of the plan's.
  Drain(const Surroundings& around, const pipeline::Target& target);

  // Whether the target takes a few of the records, each tried once.
  pipeline::RunReport probe(size_t records, pipeline::StopToken& stop);
  // Until nothing waits any more.
  pipeline::RunReport run(pipeline::StopToken& stop);

 private:
  pipeline::RunReport walk(const DrainSource::Portion& portion, const pipeline::Plan& plan,
                           pipeline::StopToken& stop);

  const Surroundings& around_;
  const pipeline::Target& target_;
  pipeline::Plan plan_;  // without a source
};

}  // namespace sluice::backlog
