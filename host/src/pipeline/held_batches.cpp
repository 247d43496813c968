#include "pipeline/held_batches.hpp"

#include <algorithm>

namespace sluice::pipeline {
namespace {

// Batches of which nothing reaches the target say nothing about it.
constexpr size_t kMostHeld = 64;

}  // namespace

void count_at_targets(RunReport& report, const Settlement& settlement) {
  for (size_t t = 0; t < report.targets.size(); t++) {
    report.targets[t].delivered += settlement.delivered_to(t);
    report.targets[t].filtered += settlement.filtered_for(t);
    report.targets[t].waiting += settlement.waiting_for(t);
    report.targets[t].parked += settlement.refused_by(t);
  }
}

void count_taken(RunReport& report, const Settlement& settlement) {
  count_at_targets(report, settlement);
  for (size_t t = 0; t < report.targets.size(); t++) report.parked += settlement.refused_by(t);
}

bool HeldBatches::enough() const {
  size_t bytes = 0;
  for (const HeldBatch& held : held_) bytes += held.batch.task_bytes;
  return held_.size() >= kMostHeld || bytes >= run_.plan.commit.max_bytes;
}

uint64_t HeldBatches::drop(std::vector<store::Task>& tasks) {
  if (held_.empty()) return 0;
  restore_report();
  uint64_t records = 0;
  for (HeldBatch& held : held_) {
    records += held.records;
    taken_.add(run_.plan.targets, held.through);
    drop_tasks(held, tasks);
    count_taken(report_, *held.settlement);
  }
  held_.clear();
  return records;
}

void HeldBatches::restore_report() {
  report_.read = before_.read;
  report_.filtered = before_.filtered;
  report_.parked = before_.parked;
  report_.targets = std::move(before_.targets);
}

void HeldBatches::drop_tasks(HeldBatch& held, std::vector<store::Task>& tasks) const {
  for (store::Task& task : held.batch.tasks) {
    const size_t target = target_of(task);
    if (task.in_doubt)
      held.settlement->take_back(target, 1);
    else if (target < run_.plan.targets.size())  // others will be parked again
      tasks.push_back(std::move(task));
  }
}

size_t HeldBatches::target_of(const store::Task& task) const {
  const std::vector<Target>& targets = run_.plan.targets;
  const auto found = std::find_if(targets.begin(), targets.end(), [&](const Target& t) {
    return t.has(task.step) || t.has_hook(task.step);
  });
  return static_cast<size_t>(found - targets.begin());
}

}  // namespace sluice::pipeline
