#include "app/wiring/retry_mode.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "app/report/console.hpp"

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

// Tasks that have no value but their source need the steps from the first one.
void drop_steps_before(std::vector<pipeline::Step>& steps, const RetryWalk& walk) {
  if (walk.from_start) return;
  steps.erase(steps.begin(),
              std::find_if(steps.begin(), steps.end(),
                           [&](const pipeline::Step& step) { return step.name == walk.step; }));
}

// The target, and those that get what its hooks leave.
void keep_target(std::vector<pipeline::Target>& targets, const std::string& first) {
  std::set<std::string> kept;
  for (std::string name = first; !name.empty() && kept.insert(name).second;) {
    const auto target = std::find_if(targets.begin(), targets.end(),
                                     [&](const auto& one) { return one.name == name; });
    name = target == targets.end() ? std::string() : target->then;
  }
  std::erase_if(targets, [&](const auto& one) { return kept.count(one.name) == 0; });
}

Status gone(const pipeline::Plan& plan, const RetryWalk& walk) {
  const bool of_hook = std::any_of(plan.targets.begin(), plan.targets.end(),
                                   [&](const auto& one) { return one.has_hook(walk.step); });
  if (of_hook)
    return cannot_retry(walk, walk.step +
                                  " is a hook: its target has these records, so they are "
                                  "not sent again; skip these tasks");
  return cannot_retry(walk,
                      "there is no step \"" + walk.step +
                          "\" any more, at which tasks stopped; undo the change of the config, "
                          "or skip them and have the records read again");
}

Status keep_steps_and_targets(pipeline::Plan& plan, const RetryWalk& walk) {
  if (walk.step == plan.source.name) return {};
  if (has_step(plan.steps, walk.step)) return drop_steps_before(plan.steps, walk), Status();
  const auto found = std::find_if(plan.targets.begin(), plan.targets.end(),
                                  [&](const auto& one) { return one.has(walk.step); });
  if (found == plan.targets.end()) return gone(plan, walk);
  if (found->of_hooks && walk.from_start)
    return cannot_retry(walk,
                        found->name +
                            " gets what hooks leave, and no such value could be kept of these "
                            "tasks; skip them");
  found->of_hooks = false;  // here it gets records of its own
  drop_steps_before(found->steps, walk);
  keep_target(plan.targets, std::string(found->name));
  if (!walk.from_start) plan.steps.clear();
  return {};
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
  plan.source = source.source();
  plan.request_steps.clear();
  plan.request = "{}";
  plan.steps.insert(plan.steps.begin(), TaskSource::step());
  return {};
}

// Only now do tasks become the retry's: nothing can go wrong any more before it runs.
Status RetryMode::adapt_plan(pipeline::Plan& plan, store::PipelineStore& store) {
  if (Status s = RunMode::adapt_plan(plan, store); !s) return s;
  if (Status s = keep_rest(plan, walk_, source_); !s) return s;
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
