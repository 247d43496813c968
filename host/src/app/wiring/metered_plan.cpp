#include "app/wiring/metered_plan.hpp"

#include <utility>

namespace sluice::app {

MeteredPlan metered_plan(const Assembly& assembly, const config::PipelineConfig& config,
                         HostServices& services) {
  http::Service* http = &services.http();
  pipeline::Plan plan = assembly.plan(config);
  plan.pages = &services.pages();
  plan.begin_lane = [http, &config](const sluice_cancel* drain) {
    http->enter(config.name, config.weight, drain);
  };
  return {std::move(plan), [http, &config] { http->leave(config.name); }};
}

}  // namespace sluice::app
