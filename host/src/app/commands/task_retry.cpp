#include "app/commands/task_retry.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "app/commands/run_config.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/wiring/retry_mode.hpp"
#include "app/wiring/task_choice.hpp"

namespace sluice::app {
namespace {

using store::TaskState;

// A task that fails further down than before is one of that step: the last steps come first, so
// that none is sent twice.
int order_of(const std::string& step) {
  if (step.starts_with("subscriber")) return 4;
  if (step.starts_with("transformers[")) return 3;
  for (const char* own : {".transformers[", ".where ("})  // of one target
    if (step.find(own) != std::string::npos) return 2;
  return step.find(".on_success[") != std::string::npos ? 0 : 1;
}

bool comes_before(const RetryWalk& a, const RetryWalk& b) {
  if (a.pipeline != b.pipeline) return a.pipeline < b.pipeline;
  if (order_of(a.step) != order_of(b.step)) return order_of(a.step) < order_of(b.step);
  return a.step > b.step;
}

store::TaskFilter of_walk(store::TaskFilter filter, const RetryWalk& walk) {
  filter.pipeline = walk.pipeline;
  filter.step = walk.step;
  filter.from_start = walk.from_start;
  return filter;
}

Result<bool> has_any(store::TaskStore& store, const store::TaskFilter& filter) {
  store::TaskPage one;
  one.most = 1;
  const auto tasks = store.tasks(filter, one);
  if (!tasks) return tasks.status();
  return !tasks->empty();
}

// The walks that bring these tasks through, in order.
Result<std::vector<RetryWalk>> walks_of(store::TaskStore& store, const store::TaskFilter& filter) {
  const auto groups = store.groups(filter);
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

// One invocation.
class Retry {
 public:
  Retry(const Options& options, const std::string& config, store::TaskStore& store)
      : options_(options), config_(config), store_(store) {}

  // Not kDone: it is over.
  int run(const std::vector<RetryWalk>& walks, const store::TaskFilter* chosen) {
    for (const RetryWalk& walk : walks) {
      Options own = options_;
      own.args = {walk.pipeline};
      services::Redactor redactor;
      const auto filter =
          chosen ? std::optional(of_walk(*chosen, walk)) : std::optional<store::TaskFilter>();
      RetryMode mode(store_, walk, filter);
      const int code = run_config(own, config_, mode, redactor, false);
      done_++;
      if (code != kDone && code != kParked) return code;
      if (code == kParked) parked_ = true;
    }
    return kDone;
  }
  bool any() const { return done_ > 0; }
  int exit_code() const { return parked_ ? kParked : kDone; }

 private:
  const Options& options_;
  const std::string& config_;
  store::TaskStore& store_;
  size_t done_ = 0;
  bool parked_ = false;
};

Result<store::TaskFilter> chosen_now(const Options& options, store::TaskStore& store) {
  const bool by_id = !options.args.empty();
  auto chosen = chosen_tasks(options, by_id ? std::vector{TaskState::parked, TaskState::skipped}
                                            : std::vector{TaskState::parked});
  if (!chosen) return chosen;
  for (const TaskState state : chosen->states)
    if (state == TaskState::done || state == TaskState::superseded || chosen->states.empty())
      return Status(SLUICE_E_INVALID, "only parked and skipped tasks can be retried");
  // What fails during this retry is for another one.
  store::TaskPage newest;
  newest.most = 1;
  const auto last = store.tasks({}, newest);
  if (!last) return last.status();
  chosen->through = last->empty() ? 0 : last->front().id;
  return chosen;
}

}  // namespace

int retry_tasks(const Options& options, const std::string& config, store::TaskStore& store) {
  const auto chosen = chosen_now(options, store);
  if (!chosen) return usage_error("tasks", chosen.status().message());
  store::TaskFilter interrupted;
  interrupted.states = {TaskState::retrying};
  const auto open = walks_of(store, interrupted);
  if (!open) return failure("tasks", open.status());
  Retry retry(options, config, store);
  if (const int code = retry.run(*open, nullptr); code != kDone) return code;
  const auto walks = walks_of(store, *chosen);
  if (!walks) return failure("tasks", walks.status());
  if (const int code = retry.run(*walks, &*chosen); code != kDone) return code;
  if (!retry.any() && !options.quiet) print("no tasks to retry");
  return retry.exit_code();
}

}  // namespace sluice::app
