#include "pipeline/batch_work.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "pipeline/call.hpp"

namespace sluice::pipeline {
namespace {

std::vector<size_t> live_records(record::Batch& batch) {
  std::vector<size_t> live;
  const sluice_batch* abi = batch.abi();
  for (size_t i = 0; i < abi->count; i++)
    if (sluice_record_at(abi, i)->state == SLUICE_LIVE) live.push_back(i);
  return live;
}

}  // namespace

BatchWork::BatchWork(Tools& tools, record::Batch& page, std::string_view at, uint64_t number)
    : tools_(tools),
      page_(page),
      at_(at),
      number_(number),
      settlement_(page.origin_count(), tools.run.plan.targets.size()),
      step_tasks_(tools.run),
      target_tasks_(tools.run),
      whole_{page, {}},
      merged_(page.origin_count()),
      done_(tools.run.plan.targets.size(), 0),
      unknown_(tools.run.plan.targets.size(), 0) {}

void BatchWork::begin(bool ahead) {
  const platform::InBatch in_batch(number_);
  list_origins();
  park_arrivals();
  after_steps_ = run_steps(whole_);
  // A publisher that works ahead sees every live record, those it was through with included.
  ahead_ =
      ahead && page_.abi()->count && after_steps_.done() && !wrote_state() && tools_.taken.empty();
  if (!ahead_) return;
  begun_ = std::make_unique<Begun>();
  // The next batch's steps come before this one's outcomes.
  for (const auto& state : tools_.states)
    if (state) state->keep_remarks();
  tools_.publish.begin(only_target(), page_, *begun_);
}

bool BatchWork::collect(const sluice_cancel* cancel) {
  if (!begun_) return false;
  const platform::InBatch in_batch(number_);
  tools_.publish.settle(only_target(), page_, *begun_, cancel);
  return Publish::is_over(*begun_);
}

bool BatchWork::wrote_state() const {
  return std::any_of(tools_.states.begin(), tools_.states.end(),
                     [](const auto& state) { return state && state->has_writes(); });
}

Status BatchWork::finish() {
  const platform::InBatch in_batch(number_);
  Verdict verdict = deliver(whole_, std::move(after_steps_));
  // A batch behind it may have written state, which running this one again would undo.
  if (ahead_ && verdict.kind == Verdict::Kind::one_by_one && wrote_state())
    return std::move(verdict.why);
  if (verdict.kind == Verdict::Kind::again) {
    if (Status s = run_again_whole(std::move(verdict)); !s) return s;
  } else if (verdict.kind == Verdict::Kind::one_by_one) {
    if (Status s = run_one_by_one(verdict.why); !s) return s;
  } else if (!verdict.done()) {
    undo_attempt(0);
    return std::move(verdict.why);
  }
  if (!ahead_) keep_state();
  return check_settled();
}

std::vector<store::Task> BatchWork::take_tasks() {
  std::vector<store::Task> tasks = std::move(step_tasks_.tasks());
  std::move(target_tasks_.tasks().begin(), target_tasks_.tasks().end(), std::back_inserter(tasks));
  return tasks;
}

void BatchWork::list_origins() {
  const sluice_batch* abi = page_.abi();
  origins_.resize(page_.origin_count());
  for (uint32_t i = 0; i < origins_.size(); i++)
    origins_[i].source = view(page_.source_of_origin(i));
  for (size_t i = abi->count; i-- > 0;)
    for (uint32_t origin : page_.origins_of(i)) {
      const sluice_record* record = sluice_record_at(abi, i);
      origins_[origin].like = *record;
      origins_[origin].live |= record->state == SLUICE_LIVE;
    }
}

// Records that were over a limit, or no JSON, in a page otherwise sound.
void BatchWork::park_arrivals() {
  const sluice_batch* abi = page_.abi();
  for (size_t i = 0; i < abi->count; i++) {
    const int32_t state = sluice_record_at(abi, i)->state;
    if (state == SLUICE_FILTERED) settlement_.filtered(page_.origins_of(i));
    if (state != SLUICE_FAILED) continue;
    target_tasks_.park(page_, i, tools_.run.plan.source.name,
                       failure_of(page_, i).in(std::string(at_)));
    settlement_.parked(page_.origins_of(i));
  }
}

std::span<const uint32_t> BatchWork::origins_of(const Share& share, size_t index) {
  const std::span<const uint32_t> own = share.batch.origins_of(index);
  if (share.numbers.empty()) return own;
  numbers_.clear();
  for (uint32_t origin : own) numbers_.push_back(share.numbers[origin]);
  return numbers_;
}

// Steps, then each publisher that is not through with the batch. What it settles counts only when
// all of it is done; deliveries count at once, for they cannot be taken back.
Verdict BatchWork::attempt(Share& share) { return deliver(share, run_steps(share)); }

Verdict BatchWork::run_steps(Share& share) {
  return tools_.chain.run(share.batch, tools_.run.cancel.drain,
                          [&](record::Batch& batch, size_t index, std::string_view step) {
                            step_tasks_.park(batch, index, step, failure_of(batch, index));
                          });
}

Verdict BatchWork::deliver(Share& share, Verdict verdict) {
  if (verdict.done()) verdict = publish_all(share);
  if (verdict.done()) settle_unpublished(share);
  if (verdict.kind == Verdict::Kind::one_by_one) note_merged(share);
  return verdict;
}

void BatchWork::note_merged(const Share& share) {
  for (size_t i = 0; i < share.batch.abi()->count; i++) merged_.join(origins_of(share, i));
}

Verdict BatchWork::publish_all(Share& share) {
  const std::vector<Target>& targets = tools_.run.plan.targets;
  const std::unique_ptr<Begun> begun = std::move(begun_);
  for (size_t t = 0; t < targets.size(); t++) {
    if (done_[t]) continue;
    Delivery delivery;
    Verdict verdict = tools_.publish.offer(targets[t], share.batch, begun.get(), delivery);
    retries_ += delivery.retries;
    if (verdict.kind == Verdict::Kind::one_by_one && share.alone) {
      take_delivery(share, t, delivery);
      refuse_rest(share, t, delivery, verdict.why);
    } else if (!verdict.done()) {
      unknown_[t] = delivery.unknown;
      take_part(share, t, delivery, verdict.kind == Verdict::Kind::one_by_one);
      return verdict;
    } else {
      take_delivery(share, t, delivery);
    }
    if (share.alone)
      remember(share, t, live_records(share.batch));
    else
      done_[t] = 1;
  }
  return {};
}

// Of a publisher that is not through with the batch. `again`: the records run one by one, and it is
// not to see those again.
void BatchWork::take_part(Share& share, size_t target, const Delivery& delivery, bool again) {
  take_delivery(share, target, delivery);
  if (!share.alone) remember_done(share);
  std::vector<size_t> through = delivery.taken;
  through.insert(through.end(), delivery.before.begin(), delivery.before.end());
  for (const auto& [index, why] : delivery.refused) through.push_back(index);
  if (!again) return remember(share, target, through);
  const std::vector<std::string> keys = record_keys(share.batch);
  for (size_t index : through) tools_.taken.add(tools_.run.plan.targets[target], keys[index]);
}

void BatchWork::remember(Share& share, size_t target, const std::vector<size_t>& records) {
  if (records.empty()) return;
  const std::vector<std::string> keys = record_keys(share.batch);
  for (size_t index : records) through_.emplace_back(target, keys[index]);
}

// What targets before the one that failed got whole.
void BatchWork::remember_done(Share& share) {
  for (size_t t = 0; t < done_.size(); t++)
    if (done_[t]) remember(share, t, live_records(share.batch));
}

bool BatchWork::keep_taken(const HasPosition& has_position) {
  const std::vector<Target>& targets = tools_.run.plan.targets;
  if (begun_) {
    // A batch behind the one that failed: its steps run again.
    step_tasks_.roll_back(0);
    const std::unique_ptr<Begun> begun = std::move(begun_);
    Delivery delivery;
    tools_.publish.read_begun(only_target(), page_, *begun, delivery);
    unknown_[0] = delivery.unknown;
    take_part(whole_, 0, delivery, false);
  }
  if (all_again_) return false;
  for (size_t t = 0; t < targets.size(); t++)
    if (unknown_[t] && has_position(targets[t])) return false;
  for (const auto& [target, key] : through_) tools_.taken.add(targets[target], key);
  through_.clear();
  return true;
}

void BatchWork::take_delivery(Share& share, size_t target, const Delivery& delivery) {
  const std::string& name = tools_.run.plan.targets[target].name;
  for (size_t index : delivery.taken) settlement_.delivered(origins_of(share, index), target);
  if (!delivery.before.empty()) take_before(share, target, delivery.before);
  for (const auto& [index, why] : delivery.refused) {
    target_tasks_.park(share.batch, index, name, why);
    settlement_.refused(origins_of(share, index), target);
  }
}

void BatchWork::take_before(Share& share, size_t target, const std::vector<size_t>& records) {
  const std::vector<std::string> keys = record_keys(share.batch);
  for (size_t index : records) {
    settlement_.settled_before(origins_of(share, index));
    tools_.taken.take_back(tools_.run.plan.targets[target], keys[index]);
  }
}

void BatchWork::refuse_rest(Share& share, size_t target, const Delivery& told, const Status& why) {
  std::vector<char> known(share.batch.abi()->count, 0);
  for (size_t index : told.before) known[index] = 1;
  for (size_t index : told.taken) known[index] = 1;
  for (const auto& [index, refusal] : told.refused) known[index] = 1;
  Delivery rest;
  for (size_t index : live_records(share.batch))
    if (!known[index]) rest.refused.emplace_back(index, why);
  take_delivery(share, target, rest);
}

void BatchWork::settle_unpublished(Share& share) {
  const sluice_batch* abi = share.batch.abi();
  for (size_t i = 0; i < abi->count; i++) {
    const int32_t state = sluice_record_at(abi, i)->state;
    if (state == SLUICE_FILTERED) settlement_.filtered(origins_of(share, i));
    if (state == SLUICE_FAILED) settlement_.parked(origins_of(share, i));
  }
}

void BatchWork::keep_state() {
  for (const auto& state : tools_.states) {
    if (!state) continue;
    if (ahead_) state->discard_remarks();  // of a second attempt: the first one's are kept
    state->keep();
  }
}

// A record that a component made vanish would be lost without a word.
Status BatchWork::check_settled() {
  const size_t unsettled = settlement_.unsettled();
  if (unsettled == 0) return {};
  all_again_ = true;
  return Status::internal("pipeline " + tools_.run.plan.pipeline + ": " +
                          std::to_string(unsettled) +
                          " records of a batch were neither delivered, filtered nor parked");
}

}  // namespace sluice::pipeline
