#include "pipeline/batch_work.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "pipeline/call.hpp"

namespace sluice::pipeline {

BatchWork::BatchWork(Tools& tools, record::Batch& page, std::string_view at)
    : tools_(tools),
      page_(page),
      at_(at),
      settlement_(page.origin_count(), tools.run.plan.targets.size()),
      step_tasks_(tools.run),
      target_tasks_(tools.run),
      whole_{page, {}},
      merged_(page.origin_count()),
      done_(tools.run.plan.targets.size(), 0) {}

void BatchWork::begin(bool ahead) {
  list_origins();
  park_arrivals();
  after_steps_ = run_steps(whole_);
  ahead_ = ahead && page_.abi()->count && after_steps_.done() && !wrote_state() &&
           page_.stand_ins().empty();
  if (!ahead_) return;
  begun_ = std::make_unique<Begun>();
  // The next batch's steps come before this one's outcomes.
  for (const auto& state : tools_.states)
    if (state) state->keep_remarks();
  touched_ = true;
  tools_.publish.begin(only_target(), page_, *begun_);
}

bool BatchWork::collect(const sluice_cancel* cancel) {
  if (!begun_) return false;
  tools_.publish.settle(only_target(), page_, *begun_, cancel);
  return Publish::is_over(*begun_);
}

bool BatchWork::wrote_state() const {
  return std::any_of(tools_.states.begin(), tools_.states.end(),
                     [](const auto& state) { return state && state->has_writes(); });
}

Status BatchWork::finish() {
  Verdict verdict = deliver(whole_, std::move(after_steps_));
  // A batch behind it may have written state, which running this one again would undo.
  if (ahead_ && verdict.kind == Verdict::Kind::one_by_one && wrote_state())
    return std::move(verdict.why);
  if (verdict.kind == Verdict::Kind::again) {
    if (Status s = run_again_whole(std::move(verdict)); !s) return s;
  } else if (verdict.kind == Verdict::Kind::one_by_one) {
    if (Status s = run_one_by_one(verdict.why); !s) return s;
  } else if (!verdict.done()) {
    undo({});
    return std::move(verdict.why);
  } else if (!ahead_) {
    keep_state(whole_);
    if (Status s = run_repeats(whole_); !s) return s;
  }
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
  for (uint32_t origin : own) numbers_.push_back(share.number(origin));
  return numbers_;
}

// Steps, then each publisher that is not through with the batch. What it settles counts only when
// all of it is done; deliveries count at once, for they cannot be taken back.
Verdict BatchWork::attempt(Share& share) { return deliver(share, run_steps(share)); }

Verdict BatchWork::run_steps(Share& share) {
  return tools_.chain.run(share.batch, tools_.run.cancel.abort,
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
    std::vector<char>& done = share.alone ? share.done : done_;
    if (done[t]) continue;
    touched_ = true;
    Delivery delivery;
    Verdict verdict = tools_.publish.offer(targets[t], share.batch, begun.get(), delivery);
    retries_ += delivery.retries;
    // What a step made many of is offered again in parts.
    const bool divisible = verdict.why.code() == SLUICE_E_NO_MEMORY &&
                           share.batch.parts().first_multiplying().has_value();
    if (verdict.at.empty()) verdict.at = targets[t].name;
    if (verdict.kind == Verdict::Kind::one_by_one && share.alone && !divisible)
      refuse_live(share, t, verdict.why);
    else if (!verdict.done())
      return verdict;
    else
      take_delivery(share, t, delivery);
    done[t] = 1;
  }
  return {};
}

void BatchWork::take_delivery(Share& share, size_t target, const Delivery& delivery) {
  const std::string& name = tools_.run.plan.targets[target].name;
  for (size_t index : delivery.taken) settlement_.delivered(origins_of(share, index), target);
  for (const auto& [index, why] : delivery.refused) {
    target_tasks_.park(share.batch, index, name, why);
    settlement_.refused(origins_of(share, index), target);
  }
}

void BatchWork::refuse_live(Share& share, size_t target, const Status& why) {
  Delivery all_refused;
  const sluice_batch* abi = share.batch.abi();
  for (size_t i = 0; i < abi->count; i++)
    if (sluice_record_at(abi, i)->state == SLUICE_LIVE) all_refused.refused.emplace_back(i, why);
  take_delivery(share, target, all_refused);
}

void BatchWork::settle_unpublished(Share& share) {
  const sluice_batch* abi = share.batch.abi();
  for (size_t i = 0; i < abi->count; i++) {
    const int32_t state = sluice_record_at(abi, i)->state;
    if (state == SLUICE_FILTERED) settlement_.filtered(origins_of(share, i));
    if (state == SLUICE_FAILED) settlement_.parked(origins_of(share, i));
  }
}

void BatchWork::keep_state(const Share& share) {
  for (const auto& state : tools_.states) {
    if (!state) continue;
    if (ahead_) state->discard_remarks();  // of a second attempt: the first one's are kept
    state->keep([&](uint32_t origin) { return settlement_.is_parked(share.number(origin)); });
  }
}

// A record that a component made vanish would be lost without a word.
Status BatchWork::check_settled() {
  const size_t unsettled = settlement_.unsettled();
  if (unsettled == 0) return {};
  touched_ = true;
  return Status::internal("pipeline " + tools_.run.plan.pipeline + ": " +
                          std::to_string(unsettled) +
                          " records of a batch were neither delivered, filtered nor parked");
}

}  // namespace sluice::pipeline
