// A pipeline's plan with the process's services in it. Main thread.
#pragma once

#include <functional>

#include "app/wiring/assembly.hpp"
#include "app/wiring/host_services.hpp"
#include "config/model.hpp"
#include "pipeline/plan.hpp"

namespace sluice::app {

struct MeteredPlan {
  pipeline::Plan plan;
  std::function<void()> over;  // to be called when it has run, on its thread
};

// Its lanes' requests count as the pipeline's, and compete with its weight. Everything outlives the
// plan. REQUIRES: `assembly` made this pipeline's components.
MeteredPlan metered_plan(const Assembly& assembly, const config::PipelineConfig& config,
                         HostServices& services);

}  // namespace sluice::app
