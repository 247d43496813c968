#include "pipeline/batch_work.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "pipeline/call.hpp"
#include "sluice/record.h"

namespace sluice::pipeline {
namespace {

// Keys of what a batch's records became, besides one each.
constexpr size_t kMostThrough = 100'000;

std::vector<size_t> live_records(record::Batch& batch) {
  std::vector<size_t> live;
  const sluice_batch* abi = batch.abi();
  for (size_t i = 0; i < abi->count; i++)
    if (sluice_record_at(abi, i)->state == SLUICE_RECORD_LIVE) live.push_back(i);
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
      unknown_(tools.run.plan.targets.size(), 0),
      refusals_(tools.run.plan.targets.size()) {}

void BatchWork::run_steps() {
  const platform::InBatch in_batch(number_);
  fail_nulls();
  list_origins();
  park_arrivals();
  after_steps_ = run_steps(whole_);
}

bool BatchWork::begin_ahead() {
  const platform::InBatch in_batch(number_);
  // A publisher that works ahead sees every live record, those it was through with included.
  ahead_ = page_.abi()->count && after_steps_.done() && !wrote_state() &&
           page_.stand_ins().empty() && tools_.taken.empty() && tools_.notes.empty();
  if (!ahead_) return false;
  pending_ = std::make_unique<PendingPublish>();
  // The next batch's steps come before this one's outcomes.
  for (const auto& state : tools_.states)
    if (state) state->keep_remarks();
  tools_.delivery.begin(only_target(), page_, *pending_);
  return pending_->status.ok();
}

bool BatchWork::collect(const sluice_cancel* cancel) {
  if (!pending_) return false;
  const platform::InBatch in_batch(number_);
  tools_.delivery.settle(only_target(), page_, *pending_, cancel);
  return Delivery::is_over(*pending_);
}

bool BatchWork::wrote_state() const {
  return std::any_of(tools_.states.begin(), tools_.states.end(),
                     [](const auto& state) { return state && state->has_writes(); });
}

Status BatchWork::finish() {
  const platform::InBatch in_batch(number_);
  Decision decision = deliver(whole_, std::move(after_steps_));
  // A batch behind it may have written state, which running this one again would undo.
  if (ahead_ && decision.kind == Decision::Kind::one_by_one && wrote_state())
    return std::move(decision.why);
  Status status;
  if (decision.kind == Decision::Kind::again)
    status = run_again_whole(std::move(decision));
  else if (decision.kind == Decision::Kind::one_by_one)
    status = run_one_by_one(decision.why);
  else if (decision.done())
    status = settle_whole(whole_);
  else
    status = std::move(decision.why);
  if (status) return check_settled();
  undo({});
  return status;
}

// Repeats of what parked run again, which cannot be taken back if the batch then fails.
Status BatchWork::settle_whole(SubBatch& sub) {
  if (ahead_ || !has_due(sub)) {
    if (Status s = judge_health(); !s) return s;
    if (!ahead_) keep_state(sub);
    return {};
  }
  if (through_.empty()) remember_done(sub);
  keep_part(sub);
  if (Status s = run_repeats(sub); !s) return s;
  return judge_health();
}

// Whether so much parks that it cannot be the records.
Status BatchWork::judge_health() {
  for (size_t t = 0; t < done_.size(); t++) tools_.health.end_batch(t);
  const std::vector<store::Task>& failed = step_tasks_.tasks();
  const std::vector<store::Task>& others = target_tasks_.tasks();
  const store::Task* last = failed.empty() ? nullptr : &failed.back();
  if (!last && !others.empty() && others.front().step == tools_.run.plan.source.name)
    last = &others.front();
  tools_.health.hear_steps(settlement_, last);
  Status why = tools_.health.too_many_parked();
  if (!why && through_.empty()) remember_done(whole_);
  return why;
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
      origins_[origin].live |= record->state == SLUICE_RECORD_LIVE;
    }
}

// A null in a list of rows has nothing in it that a target could take.
void BatchWork::fail_nulls() {
  sluice_batch* abi = page_.abi();
  for (size_t i = 0; i < abi->count; i++) {
    const sluice_record* record = sluice_record_at(abi, i);
    if (record->state == SLUICE_RECORD_LIVE && record->root.kind == SLUICE_KIND_NULL)
      abi->records_api->fail_record(abi, i, SLUICE_E_DATA,
                                    slice("the row is null: there is no record in it"));
  }
}

// Records that were over a limit, or no JSON, in a page otherwise sound.
void BatchWork::park_arrivals() {
  const sluice_batch* abi = page_.abi();
  for (size_t i = 0; i < abi->count; i++) {
    const int32_t state = sluice_record_at(abi, i)->state;
    if (state == SLUICE_RECORD_FILTERED) settlement_.filtered(page_.origins_of(i));
    if (state != SLUICE_RECORD_FAILED) continue;
    target_tasks_.park(page_, i, tools_.run.plan.source.name,
                       failure_of(page_, i).in(std::string(at_)));
    settlement_.parked(page_.origins_of(i));
  }
}

std::span<const uint32_t> BatchWork::origins_of(const SubBatch& sub, size_t index) {
  const std::span<const uint32_t> own = sub.batch.origins_of(index);
  if (sub.numbers.empty()) return own;
  numbers_.clear();
  for (uint32_t origin : own) numbers_.push_back(sub.number(origin));
  return numbers_;
}

// Steps, then each publisher that is not through with the batch. What it settles counts only when
// all of it is done; deliveries count at once, for they cannot be taken back.
Decision BatchWork::attempt(SubBatch& sub) { return deliver(sub, run_steps(sub)); }

Decision BatchWork::run_steps(SubBatch& sub) {
  return tools_.chain.run(sub.batch, tools_.run.cancel.drain,
                          [&](record::Batch& batch, size_t index, std::string_view step) {
                            step_tasks_.park(batch, index, step, failure_of(batch, index));
                          });
}

Decision BatchWork::deliver(SubBatch& sub, Decision decision) {
  if (decision.done()) decision = publish_all(sub);
  if (decision.done()) settle_unpublished(sub);
  if (decision.kind == Decision::Kind::one_by_one) note_merged(sub);
  return decision;
}

void BatchWork::note_merged(const SubBatch& sub) {
  for (size_t i = 0; i < sub.batch.abi()->count; i++) merged_.join(origins_of(sub, i));
}

Decision BatchWork::publish_all(SubBatch& sub) {
  const std::vector<Target>& targets = tools_.run.plan.targets;
  const std::unique_ptr<PendingPublish> pending = std::move(pending_);
  for (size_t t = 0; t < targets.size(); t++) {
    std::vector<char>& done = sub.alone ? sub.done : done_;
    if (done[t]) continue;
    PublishResult published;
    refusals_[t] = {};
    Decision decision = tools_.delivery.offer(targets[t], sub.batch, pending.get(), published);
    retries_ += published.retries;
    // What a step made many of is offered again in parts, unless some of it is taken already: what
    // it took is not known by the same keys in a part.
    const bool divisible = decision.why.code() == SLUICE_E_NO_MEMORY && published.taken.empty() &&
                           published.before.empty() && published.lost.empty() &&
                           (sub.in_part || sub.batch.parts().first_multiplying().has_value());
    if (decision.at.empty()) decision.at = targets[t].name;
    if (decision.kind == Decision::Kind::one_by_one && sub.alone && !divisible) {
      take_delivery(sub, t, published);
      refuse_rest(sub, t, published, decision.why);
    } else if (!decision.done()) {
      unknown_[t] = published.unknown ? 1 : 0;
      take_part(sub, t, published, decision);
      return decision;
    } else {
      take_delivery(sub, t, published);
    }
    if (sub.alone) remember(sub, t, through_of(sub, t));
    done[t] = 1;
    if (Status well = decide_targets(sub); !well) return {Decision::Kind::stop, std::move(well)};
  }
  if (!sub.alone && tools_.health.in_doubt()) remember_done(sub);
  return {};
}

// Whether a target fails for everybody: what it failed with is offered again by the next run.
Status BatchWork::decide_targets(SubBatch& sub) {
  Status why = tools_.health.too_many_parked();
  const bool refused = !why.ok();
  if (!refused) why = tools_.health.down();
  if (why) return why;
  give_back(refused);
  if (!sub.alone) remember_done(sub);
  return why;
}

// Takes back what was said of records that targets refused, or only of those in doubt. Once.
void BatchWork::give_back(bool refused) {
  std::vector<store::Task>& tasks = target_tasks_.tasks();
  for (size_t t = 0; t < refusals_.size(); t++) {
    Refusals& refusals = refusals_[t];
    if (refused) refusals.doubtful = refusals.all;
    settlement_.take_back(t, refusals.doubtful.size());
    const std::string& name = tools_.run.plan.targets[t].name;
    std::erase_if(tasks, [&](const store::Task& task) {
      return task.step == name && (refused || task.in_doubt);
    });
  }
}

// What is in doubt parks: nobody will tell whether the target was down.
void BatchWork::park_doubts() {
  for (Refusals& refusals : refusals_) refusals.doubtful.clear();
  for (store::Task& task : target_tasks_.tasks()) task.in_doubt = false;
}

// Of a publisher that is not through with the batch. If its records run one by one, it is not to
// see those again. What is in doubt because the target is down is offered again by the next run;
// what is because the run was stopped is not.
void BatchWork::take_part(SubBatch& sub, size_t target, const PublishResult& published,
                          const Decision& decision) {
  const bool again = decision.kind == Decision::Kind::one_by_one;
  take_delivery(sub, target, published);
  if (again || decision.why.code() == SLUICE_E_CANCELLED)
    park_doubts();
  else
    give_back(false);
  if (!sub.alone) remember_done(sub);
  std::vector<size_t> through = published.taken;
  through.insert(through.end(), published.before.begin(), published.before.end());
  for (const auto& [index, why] : published.lost) through.push_back(index);
  const std::vector<size_t>& open = refusals_[target].doubtful;
  for (const auto& [index, why] : published.refused)
    if (std::find(open.begin(), open.end(), index) == open.end()) through.push_back(index);
  if (!again) return remember(sub, target, through);
  const std::vector<std::string> keys = record_keys(sub.batch);
  for (size_t index : through) tools_.taken.add(tools_.run.plan.targets[target], keys[index]);
}

void BatchWork::remember(SubBatch& sub, size_t target, const std::vector<size_t>& records) {
  if (records.empty()) return;
  // What few records became many of is not told apart after a failure.
  if (sub.alone && through_.size() > origins_.size() * done_.size() + kMostThrough) {
    all_again_ = true;
    return;
  }
  const std::vector<std::string> keys = record_keys(sub.batch);
  for (size_t index : records) through_.emplace_back(target, keys[index]);
}

// What targets before the one that failed got whole.
void BatchWork::remember_done(SubBatch& sub) {
  for (size_t t = 0; t < done_.size(); t++)
    if (done_[t]) remember(sub, t, through_of(sub, t));
}

// Every live record, but for those that will be offered again.
std::vector<size_t> BatchWork::through_of(SubBatch& sub, size_t target) const {
  std::vector<size_t> out = live_records(sub.batch);
  const std::vector<size_t>& open = refusals_[target].doubtful;
  if (!open.empty())
    std::erase_if(out,
                  [&](size_t i) { return std::find(open.begin(), open.end(), i) != open.end(); });
  return out;
}

bool BatchWork::keep_taken(const HasPosition& has_position, const Status& why) {
  const std::vector<Target>& targets = tools_.run.plan.targets;
  if (pending_) {
    // A batch behind the one that failed: its steps run again.
    step_tasks_.roll_back(0);
    const std::unique_ptr<PendingPublish> pending = std::move(pending_);
    PublishResult published;
    tools_.delivery.read_pending(only_target(), page_, *pending, published);
    unknown_[0] = published.unknown ? 1 : 0;
    take_part(whole_, 0, published, {Decision::Kind::stop, why});
  }
  if (all_again_) return false;
  for (size_t t = 0; t < targets.size(); t++)
    if (unknown_[t] && has_position(targets[t])) return false;
  keep_through(tools_, std::exchange(through_, {}));
  return true;
}

void BatchWork::keep_through(const Tools& tools, const Through& through) {
  for (const auto& [target, key] : through) tools.taken.add(tools.run.plan.targets[target], key);
}

void BatchWork::take_delivery(SubBatch& sub, size_t target, const PublishResult& published) {
  const std::string& name = tools_.run.plan.targets[target].name;
  tools_.health.hear(target, published);
  for (size_t index : published.taken) settlement_.delivered(origins_of(sub, index), target);
  if (!published.before.empty()) take_before(sub, target, published.before);
  for (const auto& [index, why] : published.lost) {
    target_tasks_.park(sub.batch, index, name, why);
    settlement_.refused(origins_of(sub, index), target);
  }
  for (const auto& [index, why] : published.refused) {
    const bool open = published.doubts && why.in_doubt();
    refusals_[target].all.push_back(index);
    if (open) refusals_[target].doubtful.push_back(index);
    target_tasks_.park(sub.batch, index, name, why, open);
    settlement_.refused(origins_of(sub, index), target);
  }
}

void BatchWork::take_before(SubBatch& sub, size_t target, const std::vector<size_t>& records) {
  const std::vector<std::string> keys = record_keys(sub.batch);
  for (size_t index : records) {
    settlement_.settled_before(origins_of(sub, index));
    tools_.taken.take_back(tools_.run.plan.targets[target], keys[index]);
  }
}

void BatchWork::refuse_rest(SubBatch& sub, size_t target, const PublishResult& told,
                            const Status& why) {
  std::vector<char> known(sub.batch.abi()->count, 0);
  for (size_t index : told.before) known[index] = 1;
  for (size_t index : told.taken) known[index] = 1;
  for (const auto& [index, refusal] : told.refused) known[index] = 1;
  for (const auto& [index, why_lost] : told.lost) known[index] = 1;
  PublishResult rest;
  for (size_t index : live_records(sub.batch))
    if (!known[index]) rest.refused.emplace_back(index, why);
  take_delivery(sub, target, rest);
}

void BatchWork::settle_unpublished(SubBatch& sub) {
  const sluice_batch* abi = sub.batch.abi();
  for (size_t i = 0; i < abi->count; i++) {
    const int32_t state = sluice_record_at(abi, i)->state;
    if (state == SLUICE_RECORD_FILTERED) settlement_.filtered(origins_of(sub, i));
    if (state == SLUICE_RECORD_FAILED) settlement_.parked(origins_of(sub, i));
  }
}

void BatchWork::keep_state(const SubBatch& sub) {
  for (const auto& state : tools_.states) {
    if (!state) continue;
    if (ahead_) state->discard_remarks();  // of a second attempt: the first one's are kept
    state->keep([&](uint32_t origin) { return settlement_.is_parked(sub.number(origin)); });
  }
}

// What is kept of some of a batch's records cannot be taken back when a later one fails.
void BatchWork::keep_part(const SubBatch& sub) {
  all_again_ = all_again_ || wrote_state();
  keep_state(sub);
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
