#include "backlog/target_chain.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace sluice::backlog {

void keep_targets_from(pipeline::Plan& plan, const std::string& first) {
  std::vector<pipeline::Target> kept;
  for (std::string next = first; !next.empty();) {
    const auto at = std::find_if(plan.targets.begin(), plan.targets.end(),
                                 [&](const auto& target) { return target.name == next; });
    if (at == plan.targets.end()) break;
    next = at->then;
    kept.push_back(std::move(*at));
    plan.targets.erase(at);
  }
  if (!kept.empty()) kept.front().of_hooks = false;
  plan.targets = std::move(kept);
}

}  // namespace sluice::backlog
