#include "app/wiring/retry_walks.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace sluice::app {
namespace {

// What begins again with the source stopped at a target, as a rule, and before later versions did.
int order_of(const std::string& step) {
  if (step.starts_with("subscriber")) return 1;
  if (step.starts_with("transformers[")) return 4;
  for (const char* own : {".transformers[", ".where ("})  // of one target
    if (step.find(own) != std::string::npos) return 3;
  return step.find(".on_success[") != std::string::npos ? 0 : 2;
}

bool comes_before(const RetryWalk& a, const RetryWalk& b) {
  if (a.pipeline != b.pipeline) return a.pipeline < b.pipeline;
  if (order_of(a.step) != order_of(b.step)) return order_of(a.step) < order_of(b.step);
  return a.step > b.step;
}

Result<bool> has_any(store::TaskStore& store, const store::TaskFilter& filter) {
  store::TaskPage one;
  one.most = 1;
  const auto tasks = store.tasks(filter, one);
  if (!tasks) return tasks.status();
  return !tasks->empty();
}

}  // namespace

store::TaskFilter of_walk(store::TaskFilter filter, const RetryWalk& walk) {
  filter.pipeline = walk.pipeline;
  filter.step = walk.step;
  filter.from_start = walk.from_start;
  return filter;
}

Result<std::vector<RetryWalk>> walks_of(store::TaskStore& store, const store::TaskFilter& filter) {
  const auto groups = store.groups(counted_part(filter));
  if (!groups) return groups.status();
  std::vector<RetryWalk> walks;
  for (const store::TaskGroup& group : *groups)
    for (const bool from_start : {false, true}) {
      RetryWalk walk{group.pipeline, group.step, from_start};
      if (std::find(walks.begin(), walks.end(), walk) != walks.end()) continue;
      const Result<bool> any = has_any(store, of_walk(filter, walk));
      if (!any) return any.status();
      if (*any) walks.push_back(std::move(walk));
    }
  std::sort(walks.begin(), walks.end(), comes_before);
  return walks;
}

Result<store::TaskFilter> of_now(store::TaskStore& store, store::TaskFilter filter) {
  store::TaskPage newest;
  newest.most = 1;
  const auto last = store.tasks({}, newest);
  if (!last) return last.status();
  filter.through = last->empty() ? 0 : last->front().id;
  return filter;
}

Result<bool> is_interrupted(store::TaskStore& store, const RetryWalk& walk) {
  return has_any(store, walk.tasks({store::TaskState::retrying}));
}

}  // namespace sluice::app
