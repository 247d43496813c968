#include "app/wiring/target_backlogs.hpp"

#include <algorithm>

namespace sluice::app {
namespace {

// Not one whose output is that of a whole walk, nor one whose hooks share their target with others:
// it would be used on two threads.
bool can_wait(const pipeline::Target& target, const pipeline::Plan& plan) {
  if (target.replaces || target.of_hooks) return false;
  const auto shares = [&](const pipeline::Target& other) { return other.then == target.then; };
  return target.then.empty() ||
         std::count_if(plan.targets.begin(), plan.targets.end(), shares) == 1;
}

}  // namespace

void keep_backlogs(const config::PipelineConfig& pipeline, pipeline::Plan& plan) {
  const auto direct = std::count_if(plan.targets.begin(), plan.targets.end(),
                                    [](const auto& target) { return !target.of_hooks; });
  for (size_t i = 0; i < plan.targets.size(); i++) {
    const auto given =
        pipeline.publishers[i].backlog.value_or(config::BacklogConfig{direct > 1, {}});
    if (given.on && can_wait(plan.targets[i], plan)) plan.targets[i].backlog = given.limits;
  }
}

}  // namespace sluice::app
