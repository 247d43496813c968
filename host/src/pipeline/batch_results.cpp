#include "pipeline/batch_results.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "pipeline/decision.hpp"
#include "sluice/record.h"

namespace sluice::pipeline {
namespace {

// Keys of records made from a batch's records, besides one each.
constexpr size_t kMostThrough = 100'000;

std::vector<size_t> live_records(record::Batch& batch) {
  std::vector<size_t> live;
  const sluice_batch* abi = batch.abi();
  for (size_t i = 0; i < abi->count; i++)
    if (sluice_record_at(abi, i)->state == SLUICE_RECORD_LIVE) live.push_back(i);
  return live;
}

}  // namespace

BatchResults::BatchResults(BatchTools& tools, size_t origins)
    : tools_(tools),
      settlement_(origins, tools.run.plan.targets.size()),
      step_tasks_(tools.run),
      target_tasks_(tools.run),
      done_(tools.run.plan.targets.size(), 0),
      unknown_(tools.run.plan.targets.size(), 0),
      refusals_(tools.run.plan.targets.size()) {}

std::span<const uint32_t> BatchResults::origins_of(const SubBatch& sub, size_t index) {
  const std::span<const uint32_t> own = sub.batch.origins_of(index);
  if (sub.numbers.empty()) return own;
  numbers_.clear();
  for (uint32_t origin : own) numbers_.push_back(sub.number(origin));
  return numbers_;
}

void BatchResults::park_arrivals(const SubBatch& page, std::string_view at) {
  const sluice_batch* abi = page.batch.abi();
  for (size_t i = 0; i < abi->count; i++) {
    const int32_t state = sluice_record_at(abi, i)->state;
    if (state == SLUICE_RECORD_FILTERED) settlement_.filtered(page.batch.origins_of(i));
    if (state != SLUICE_RECORD_FAILED) continue;
    target_tasks_.park(page.batch, i, tools_.run.plan.source.name,
                       failure_of(page.batch, i).in(std::string(at)));
    settlement_.parked(page.batch.origins_of(i));
  }
}

void BatchResults::park_at_step(const SubBatch& sub, size_t index, std::string_view step) {
  step_tasks_.park(sub.batch, index, step, failure_of(sub.batch, index));
}

void BatchResults::park_alone(std::string_view source, std::string_view key, std::string_view step,
                              const Status& why) {
  step_tasks_.park_source(source, key, step, why);
}

void BatchResults::settle_unpublished(const SubBatch& sub) {
  const sluice_batch* abi = sub.batch.abi();
  for (size_t i = 0; i < abi->count; i++) {
    const int32_t state = sluice_record_at(abi, i)->state;
    if (state == SLUICE_RECORD_FILTERED) settlement_.filtered(origins_of(sub, i));
    if (state == SLUICE_RECORD_FAILED) settlement_.parked(origins_of(sub, i));
  }
}

void BatchResults::add(const SubBatch& sub, size_t target, const PublishResult& published) {
  tools_.health.hear(target, published);
  for (size_t index : published.taken) settlement_.delivered(origins_of(sub, index), target);
  if (!published.before.empty()) take_before(sub, target, published.before);
  for (const auto& [index, why] : published.lost) {
    target_tasks_.park(sub.batch, index, target_of(target).name, why);
    settlement_.refused(origins_of(sub, index), target);
  }
  add_refused(sub, target, published);
}

void BatchResults::add_refused(const SubBatch& sub, size_t target, const PublishResult& published) {
  for (const auto& [index, why] : published.refused) {
    const bool open = published.doubts && why.in_doubt();
    refusals_[target].all.push_back(index);
    if (open) refusals_[target].doubtful.push_back(index);
    target_tasks_.park(sub.batch, index, target_of(target).name, why, open);
    settlement_.refused(origins_of(sub, index), target);
  }
}

void BatchResults::take_before(const SubBatch& sub, size_t target,
                               const std::vector<size_t>& records) {
  const std::vector<std::string> keys = record_keys(sub.batch);
  for (size_t index : records) {
    settlement_.settled_before(origins_of(sub, index));
    tools_.taken.take_back(target_of(target), keys[index]);
  }
}

void BatchResults::refuse_rest(const SubBatch& sub, size_t target, const PublishResult& told,
                               const Status& why) {
  std::vector<char> known(sub.batch.abi()->count, 0);
  for (size_t index : told.before) known[index] = 1;
  for (size_t index : told.taken) known[index] = 1;
  for (const auto& [index, refusal] : told.refused) known[index] = 1;
  for (const auto& [index, why_lost] : told.lost) known[index] = 1;
  PublishResult rest;
  for (size_t index : live_records(sub.batch))
    if (!known[index]) rest.refused.emplace_back(index, why);
  add(sub, target, rest);
}

// A record in doubt because the target is down is offered again by the next run; one in doubt
// because the run was stopped is not.
void BatchResults::add_part(const SubBatch& sub, size_t target, const PublishResult& published,
                            bool again, const Status& why) {
  unknown_[target] = published.unknown ? 1 : 0;
  add(sub, target, published);
  if (again || why.code() == SLUICE_E_CANCELLED)
    park_doubts();
  else
    give_back(false);
  if (!sub.alone) remember_done(sub);
  const std::vector<size_t> through = through_with_part(target, published);
  if (!again) return remember(sub, target, through);
  const std::vector<std::string> keys = record_keys(sub.batch);
  for (size_t index : through) tools_.taken.add(target_of(target), keys[index]);
}

void BatchResults::give_back(bool refused) {
  std::vector<store::Task>& tasks = target_tasks_.tasks();
  for (size_t t = 0; t < refusals_.size(); t++) {
    Refusals& refusals = refusals_[t];
    if (refused) refusals.doubtful = refusals.all;
    settlement_.take_back(t, refusals.doubtful.size());
    const std::string& name = target_of(t).name;
    std::erase_if(tasks, [&](const store::Task& task) {
      return task.step == name && (refused || task.in_doubt);
    });
  }
}

// Records in doubt park: it cannot be found out any more whether the target was down.
void BatchResults::park_doubts() {
  for (Refusals& refusals : refusals_) refusals.doubtful.clear();
  for (store::Task& task : target_tasks_.tasks()) task.in_doubt = false;
}

void BatchResults::remember(const SubBatch& sub, size_t target,
                            const std::vector<size_t>& records) {
  if (records.empty()) return;
  // If few records became many, they cannot be told apart after a failure.
  if (sub.alone && through_.size() > settlement_.origins() * done_.size() + kMostThrough) {
    all_again_ = true;
    return;
  }
  const std::vector<std::string> keys = record_keys(sub.batch);
  for (size_t index : records) through_.emplace_back(target, keys[index]);
}

void BatchResults::remember_alone(const SubBatch& sub, size_t target) {
  remember(sub, target, through_with(sub, target));
}

void BatchResults::remember_done(const SubBatch& sub) {
  for (size_t t = 0; t < done_.size(); t++)
    if (done_[t]) remember(sub, t, through_with(sub, t));
}

void BatchResults::remember_done_once(const SubBatch& sub) {
  if (through_.empty()) remember_done(sub);
}

bool BatchResults::is_open(size_t target, size_t record) const {
  const std::vector<size_t>& open = refusals_[target].doubtful;
  return std::find(open.begin(), open.end(), record) != open.end();
}

// Every live record, except those that will be offered again.
std::vector<size_t> BatchResults::through_with(const SubBatch& sub, size_t target) const {
  std::vector<size_t> out = live_records(sub.batch);
  std::erase_if(out, [&](size_t index) { return is_open(target, index); });
  return out;
}

std::vector<size_t> BatchResults::through_with_part(size_t target,
                                                    const PublishResult& published) const {
  std::vector<size_t> through = published.taken;
  through.insert(through.end(), published.before.begin(), published.before.end());
  for (const auto& [index, why] : published.lost) through.push_back(index);
  for (const auto& [index, why] : published.refused)
    if (!is_open(target, index)) through.push_back(index);
  return through;
}

Status BatchResults::check_health(const SubBatch& page) {
  for (size_t t = 0; t < done_.size(); t++) tools_.health.end_batch(t);
  const std::vector<store::Task>& failed = step_tasks_.tasks();
  const std::vector<store::Task>& others = target_tasks_.tasks();
  const store::Task* last = failed.empty() ? nullptr : &failed.back();
  if (!last && !others.empty() && others.front().step == tools_.run.plan.source.name)
    last = &others.front();
  tools_.health.hear_steps(settlement_, last);
  Status why = tools_.health.too_many_parked();
  if (!why) remember_done_once(page);
  return why;
}

std::vector<store::Task> BatchResults::take_tasks() {
  std::vector<store::Task> tasks = std::move(step_tasks_.tasks());
  std::move(target_tasks_.tasks().begin(), target_tasks_.tasks().end(), std::back_inserter(tasks));
  return tasks;
}

}  // namespace sluice::pipeline
