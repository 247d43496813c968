#include "app/wiring/retry_mode.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "app/report/console.hpp"
#include "backlog/numbered_lines.hpp"
#include "backlog/target_chain.hpp"

namespace sluice::app {
namespace {

using store::TaskState;

Status cannot_retry(const RetryWalk& walk, const std::string& why) {
  return {SLUICE_E_INVALID, "pipeline " + walk.pipeline + ": " + why};
}

bool has_step(const std::vector<pipeline::Step>& steps, const std::string& name) {
  return std::any_of(steps.begin(), steps.end(),
                     [&](const pipeline::Step& step) { return step.name == name; });
}

// All of them, if the step is not among them: then it is the target behind them. Tasks that have no
// value but their source need the steps from the first one.
void drop_steps_before(std::vector<pipeline::Step>& steps, const RetryWalk& walk) {
  if (walk.from_start) return;
  steps.erase(steps.begin(),
              std::find_if(steps.begin(), steps.end(),
                           [&](const pipeline::Step& step) { return step.name == walk.step; }));
}

// The task has the document of the hooks, not the record, which the target has.
Status keep_hooks(pipeline::Plan& plan, const RetryWalk& walk, pipeline::Target target) {
  if (walk.from_start || target.then.empty())
    return cannot_retry(walk,
                        walk.step + " is a hook of " + target.name +
                            ", which has the record: there is nothing to send; skip the task");
  plan.steps = std::move(target.on_success);
  drop_steps_before(plan.steps, walk);
  backlog::keep_targets_from(plan, target.then);
  return {};
}

Status keep_target(pipeline::Plan& plan, const RetryWalk& walk, const std::string& name) {
  backlog::keep_targets_from(plan, name);
  if (walk.from_start) return {};
  plan.steps.clear();
  drop_steps_before(plan.targets.front().steps, walk);
  return {};
}

Status keep_steps_and_targets(pipeline::Plan& plan, const RetryWalk& walk) {
  if (walk.step == plan.source.name) return {};
  if (has_step(plan.steps, walk.step)) return drop_steps_before(plan.steps, walk), Status();
  for (const pipeline::Target& target : plan.targets) {
    if (target.has_hook(walk.step)) return keep_hooks(plan, walk, target);
    if (target.has(walk.step) && target.of_hooks && walk.from_start)
      return cannot_retry(walk,
                          target.name +
                              " gets what hooks leave, and of these tasks no such value could "
                              "be kept; skip them");
    if (target.has(walk.step)) return keep_target(plan, walk, std::string(target.name));
  }
  return cannot_retry(walk,
                      "there is no step \"" + walk.step +
                          "\" any more, at which tasks stopped; undo the change of the config, or "
                          "skip them and have the records read again");
}

// The chain of a switch in which the tasks stopped. Tasks that begin at a target, or with the first
// step, are on none.
uint32_t chain_of(const pipeline::Plan& plan, const RetryWalk& walk) {
  for (const pipeline::Step* step : pipeline::all_steps(plan))
    if (step->name == walk.step && !walk.from_start) return step->route.chain;
  return 0;
}

}  // namespace

Status keep_rest(pipeline::Plan& plan, const RetryWalk& walk, TaskSource& source) {
  if (Status s = keep_steps_and_targets(plan, walk); !s) return s;
  for (const pipeline::Target& target : plan.targets)
    if (target.replaces)
      return cannot_retry(walk,
                          target.name +
                              " replaces its output with each walk, so single records cannot be "
                              "added; the next whole walk gives it all");
  const bool to_target = std::all_of(plan.steps.begin(), plan.steps.end(),
                                     [](const pipeline::Step& step) { return step.sets_order; });
  if (to_target) source.go_to_target();
  source.go_to_chain(chain_of(plan, walk));
  plan.origin_name = backlog::origin_of;
  plan.keep.reset();  // its tasks are kept already
  plan.is_retry = true;
  plan.source = source.source();
  plan.request_steps.clear();
  plan.request = "{}";
  plan.steps.insert(plan.steps.begin(), TaskSource::step());
  return {};
}

// Only now do tasks become the retry's: nothing can go wrong any more before it runs.
Status RetryMode::adapt_plan(pipeline::Plan& plan, store::PipelineStore& store) {
  if (Status s = RunMode::adapt_plan(plan, store); !s) return s;
  for (const pipeline::Step& step : plan.steps) reaches_.push_back(step.name);
  if (Status s = keep_rest(plan, walk_, source_); !s) return s;
  for (const pipeline::Target& target : plan.targets) {
    reaches_.push_back(target.name);
    for (const pipeline::Step& step : target.steps) reaches_.push_back(step.name);
  }
  all_ = &store;
  return chosen_ ? tasks_.change(*chosen_, TaskState::retrying).status() : Status();
}

// Tasks of a retry that did not come to its end are people's again, but for those that may have
// been sent: these it keeps, so that nobody edits what a target has.
Status RetryMode::end() {
  if (!all_) return {};
  const auto left = all_->load(walk_.place());
  if (!left) return left.status();
  const auto kept = give_back(*left);
  if (!kept) return kept.status();
  kept_ = *kept;
  if (kept_ || left->sequence == 0) return {};
  return all_->reset(walk_.place()).status();
}

Result<uint64_t> RetryMode::give_back(const store::PipelineState& left) {
  store::TaskFilter rest = walk_.tasks({TaskState::retrying});
  store::TaskPage first;
  first.oldest_first = true;
  first.most = left.sent.empty() ? left.taken.span : SIZE_MAX / 4;
  if (first.most) {
    const auto maybe_sent = tasks_.tasks(rest, first);
    if (!maybe_sent) return maybe_sent.status();
    if (!maybe_sent->empty()) rest.above = maybe_sent->back().id;
    const auto changed = tasks_.change(rest, TaskState::parked);
    if (!changed) return changed.status();
    return uint64_t{maybe_sent->size()};
  }
  const auto changed = tasks_.change(rest, TaskState::parked);
  if (!changed) return changed.status();
  return uint64_t{0};
}

std::vector<std::string> RetryMode::opening() {
  return {"pipeline " + walk_.pipeline + ": tasks of " + walk_.step +
          (chosen_ ? " go on from there" : " of a retry that was interrupted go on from there")};
}

std::vector<std::string> RetryMode::remarks() {
  if (!kept_) return {};
  return {"pipeline " + walk_.pipeline + ", " + walk_.step + ": " + grouped(kept_) +
          " tasks may have been sent; sluice tasks retry ends this"};
}

}  // namespace sluice::app
