#include "app/wiring/target_backlogs.hpp"

#include <algorithm>
#include <string>

namespace sluice::app {
namespace {

// Empty: it can. One whose hooks share their target with others would be used on two threads.
std::string why_not(const pipeline::Target& target, const pipeline::Plan& plan) {
  if (target.replaces) return "its output is replaced with each walk";
  if (target.of_hooks) return "it gets only what the hooks of others leave (then)";
  const auto shares = [&](const pipeline::Target& other) { return other.then == target.then; };
  if (target.then.empty() || std::count_if(plan.targets.begin(), plan.targets.end(), shares) == 1)
    return {};
  return "it shares its then with another outgoing";
}

}  // namespace

void keep_backlogs(const config::PipelineConfig& pipeline, bool listens, pipeline::Plan& plan) {
  const auto direct = std::count_if(plan.targets.begin(), plan.targets.end(),
                                    [](const auto& target) { return !target.of_hooks; });
  for (size_t i = 0; i < plan.targets.size(); i++) {
    const auto given =
        pipeline.publishers[i].backlog.value_or(config::BacklogConfig{direct > 1 || listens, {}});
    if (given.on && why_not(plan.targets[i], plan).empty()) plan.targets[i].backlog = given.limits;
  }
}

void refuse_backlogs(const config::PipelineConfig& pipeline, const pipeline::Plan& plan,
                     config::Problems& problems) {
  for (size_t i = 0; i < plan.targets.size(); i++) {
    const config::ComponentConfig& at = pipeline.publishers[i];
    if (!at.backlog || !at.backlog->on) continue;
    if (const std::string why = why_not(plan.targets[i], plan); !why.empty())
      problems.add(at.node.at, at.pointer,
                   "it can keep no backlog in pipeline " + pipeline.name + ": " + why +
                       "; leave backlog out, or set it to off");
  }
}

}  // namespace sluice::app
