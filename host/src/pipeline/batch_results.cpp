#include "pipeline/batch_results.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "pipeline/arrived_records.hpp"
#include "pipeline/decision.hpp"
#include "pipeline/fingerprint.hpp"
#include "pipeline/overtaken.hpp"
#include "pipeline/unwanted.hpp"
#include "sluice/record.h"

namespace sluice::pipeline {
namespace {

// Keys of records made from a batch's records, besides one each.
constexpr size_t kMostThrough = 100'000;

}  // namespace

BatchResults::BatchResults(BatchTools& tools, record::Batch& page, size_t first_step)
    : tools_(tools),
      page_(page),
      settlement_(page.origin_count(), tools.run.plan.targets.size()),
      step_tasks_(tools.run, first_step),
      target_tasks_(tools.run, first_step),
      waiting_(tools.run),
      done_(tools.run.plan.targets.size(), 0),
      unknown_(tools.run.plan.targets.size(), 0),
      refusals_(tools.run.plan.targets.size()),
      own_(tools.run.plan.targets.size()) {}

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
    tools_.left_out.note(tools_.run.plan.source.name);
    settlement_.parked(page.batch.origins_of(i));
  }
  arrivals_ = target_tasks_.tasks().size();
}

void BatchResults::note_asked(const SubBatch& sub, bool made_here) {
  const record::StandIns& stand_ins = sub.batch.stand_ins();
  if (!stand_ins.has_askers() && asked_.empty()) return;
  for (size_t i = 0; i < sub.batch.records().size(); i++)
    for (const uint32_t origin : origins_of(sub, i))
      if (stand_ins.has_asked(i))
        asked_.insert(origin);
      else if (!made_here)
        asked_.erase(origin);
}

// No target has any of it: else that one would get it once more.
std::set<std::string> BatchResults::begin_again() const {
  std::set<std::string> out;
  for (const uint32_t origin : asked_)
    if (settlement_.is_parked(origin) && !settlement_.is_delivered(origin))
      out.insert(origin_key(view(page_.source_of_origin(origin))));
  return out;
}

void BatchResults::park_at_step(const SubBatch& sub, size_t index, std::string_view step) {
  tools_.left_out.note(step);
  step_tasks_.park(sub.batch, index, step, failure_of(sub.batch, index));
}

void BatchResults::park_alone(std::string_view source, std::string_view key, std::string_view step,
                              const Status& why) {
  tools_.left_out.note(step);
  step_tasks_.park_source(source, key, step, why);
}

void BatchResults::settle_unpublished(const SubBatch& sub) {
  const sluice_batch* abi = sub.batch.abi();
  for (size_t i = 0; i < abi->count; i++) {
    const int32_t state = sluice_record_at(abi, i)->state;
    if (state == SLUICE_RECORD_FILTERED) settlement_.filtered(origins_of(sub, i));
    if (state == SLUICE_RECORD_FAILED) settlement_.parked(origins_of(sub, i));
    if (sub.alone) note_version(sub, i);
  }
}

void BatchResults::note_version(const SubBatch& sub, size_t index) {
  const sluice_record* const record = sluice_record_at(sub.batch.abi(), index);
  const std::span<const uint32_t> origins = origins_of(sub, index);
  if ((record->key.size || record->order) && !origins.empty())
    settlement_.passed_alone(origins.front(), {std::string(view(record->key)), record->order});
}

void BatchResults::add(const SubBatch& sub, size_t target, const PublishResult& published) {
  if (!target_of(target).of_hooks) tools_.health.hear(target, published);
  for (size_t index : published.taken) settlement_.delivered(origins_of(sub, index), target);
  for (size_t index : published.filtered) settlement_.filtered_at(origins_of(sub, index), target);
  note_hooked(sub, target, published);
  if (!published.before.empty()) take_before(sub, target, published.before);
  for (const auto& [index, why] : published.lost) {
    target_tasks_.park(sub.batch, index, target_of(target).name, why);
    settlement_.refused(origins_of(sub, index), target);
  }
  add_waiting(sub, target, published);
  if (tools_.run.plan.keep) keep_taken(sub, target, published);
  add_refused(sub, target, published);
}

void BatchResults::keep_taken(const SubBatch& sub, size_t target, const PublishResult& published) {
  for (size_t index : published.taken) {
    const auto found = published.answers.find(index);
    const Answered answered = found == published.answers.end() ? Answered() : found->second;
    target_tasks_.keep(sub.batch, index, target_of(target).name, answered.status,
                       view(answered.request));
  }
}

void BatchResults::add_waiting(const SubBatch& sub, size_t target, const PublishResult& published) {
  const std::string& name = target_of(target).name;
  for (const auto& [index, maybe_sent] : published.waiting) {
    Status kept = waiting_.add(sub.batch, index, name, maybe_sent);
    if (kept) {
      settlement_.waits(origins_of(sub, index), target);
      continue;
    }
    target_tasks_.park(sub.batch, index, name, kept);
    settlement_.refused(origins_of(sub, index), target);
  }
}

void BatchResults::add_refused(const SubBatch& sub, size_t target, const PublishResult& published) {
  const std::set<size_t> all_overtaken = overtaken_of(sub.batch, published);
  for (const auto& [index, why, at] : published.refused) {
    const bool overtaken = all_overtaken.contains(index);
    const bool open = !overtaken && published.doubts && why.in_doubt();
    const size_t first = target_tasks_.tasks().size();
    if (!overtaken) refusals_[target].all.push_back(index), refusals_[target].refused++;
    if (open) refusals_[target].doubtful.push_back(index), refusals_[target].open++;
    const auto answer = published.answers.find(index);
    const bool known = at.empty() && answer != published.answers.end();
    target_tasks_.park(sub.batch, index, at.empty() ? target_of(target).name : at, why, open,
                       known ? &answer->second : nullptr);
    for (size_t t = first; overtaken && t < target_tasks_.tasks().size(); t++) overtaken_.insert(t);
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

void BatchResults::park_hook(const SubBatch& sub, size_t index, std::string_view step,
                             const Status& why) {
  target_tasks_.park(sub.batch, index, step, why);
  settlement_.parked_after(origins_of(sub, index));
}

void BatchResults::refuse_rest(const SubBatch& got, PublishResult& published, const Status& why,
                               const std::string& at) {
  std::vector<char> known(got.batch.abi()->count, 0);
  for (size_t index : published.before) known[index] = 1;
  for (size_t index : published.taken) known[index] = 1;
  for (const Refused& refused : published.refused) known[refused.index] = 1;
  for (const auto& [index, why_lost] : published.lost) known[index] = 1;
  for (size_t index : live_records(got.batch))
    if (!known[index]) published.refused.push_back({index, why, at});
}

// A record in doubt because the target is down is offered again by the next run; one in doubt
// because the run was stopped is not.
void BatchResults::add_part(const SubBatch& got, const SubBatch& sub, size_t target,
                            const PublishResult& published, bool again, const Status& why) {
  unknown_[target] = published.unknown ? 1 : 0;
  add(got, target, published);
  if (again || why.code() == SLUICE_E_CANCELLED)
    park_doubts();
  else
    give_back(false);
  if (!sub.alone) remember_done(sub);
  const std::vector<size_t> through = through_with_part(target, published);
  if (!again || target_of(target).waits) return remember(got, target, through);
  const std::vector<std::string> keys = record_keys(got.batch);
  for (size_t index : through) tools_.taken.add(target_of(target), keys[index]);
}

void BatchResults::give_back(bool refused) {
  for (size_t t = 0; t < refusals_.size(); t++) {
    if (target_of(t).of_hooks) continue;
    Refusals& refusals = refusals_[t];
    if (refused) refusals.doubtful = refusals.all;
    const uint64_t back = refused ? refusals.refused : refusals.open;
    settlement_.take_back(t, back);
    refusals.refused -= back;
    refusals.open = 0;
  }
  withdraw_tasks(refused);
}

void BatchResults::withdraw_tasks(bool refused) {
  std::vector<store::Task>& tasks = target_tasks_.tasks();
  std::vector<store::Task> left;
  for (size_t place = 0; place < tasks.size(); place++) {
    store::Task& task = tasks[place];
    const bool open = !task.is_kept() && !overtaken_.contains(place) && (refused || task.in_doubt);
    if (open && is_of_targets(task))
      withdrawn_.push_back(std::move(task));
    else
      left.push_back(std::move(task));
  }
  tasks = std::move(left);
}

// Nothing will make the records of others again.
bool BatchResults::is_of_targets(const store::Task& task) const {
  const std::vector<Target>& targets = tools_.run.plan.targets;
  return std::any_of(targets.begin(), targets.end(), [&](const Target& target) {
    return !target.of_hooks && target.has(task.step);
  });
}

std::set<uint32_t> BatchResults::orders_taken() {
  std::set<uint32_t> out;
  const sluice_batch* abi = page_.abi();
  for (size_t i = 0; i < abi->count; i++) {
    const sluice_record* record = sluice_record_at(abi, i);
    if (!record->order || record->state != SLUICE_RECORD_LIVE) continue;
    const auto origins = page_.origins_of(i);
    if (std::any_of(origins.begin(), origins.end(),
                    [&](uint32_t origin) { return settlement_.is_delivered(origin); }))
      out.insert(record->order);
  }
  return out;
}

void BatchResults::park_overtaken(const std::set<uint32_t>& later) {
  if (withdrawn_.empty() || later.empty()) return;
  std::vector<size_t>& open = refusals_.front().doubtful;
  const auto is_behind = [&](size_t index) {
    return later.contains(sluice_record_at(page_.abi(), index)->order);
  };
  const auto overtaken = std::stable_partition(open.begin(), open.end(),
                                               [&](size_t index) { return !is_behind(index); });
  const std::vector<std::string> keys = record_keys(page_);
  for (auto one = overtaken; one != open.end(); ++one) {
    tools_.taken.add(target_of(0), keys[*one]);
    settlement_.refused(page_.origins_of(*one), 0);
  }
  open.erase(overtaken, open.end());
  for (store::Task& task : withdrawn_) {
    if (!later.contains(task.order)) continue;
    task.in_doubt = false;
    target_tasks_.tasks().push_back(std::move(task));
  }
}

// Records in doubt park: it cannot be found out any more whether the target was down.
void BatchResults::park_doubts() {
  for (Refusals& refusals : refusals_) refusals.doubtful.clear(), refusals.open = 0;
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
  remember_keys(target, record_keys(sub.batch), records);
}

// What waits is stored only with the batch, so a target that waits has finished nothing before.
void BatchResults::remember_keys(size_t target, const std::vector<std::string>& keys,
                                 const std::vector<size_t>& records) {
  if (target_of(target).waits) return;
  for (size_t index : records) through_.emplace_back(target, keys[index]);
}

void BatchResults::remember_alone(const SubBatch& sub, size_t target,
                                  const PublishResult& published) {
  remember(sub, target, but_open(target, arrived_records(sub.batch, published)));
}

void BatchResults::note_own(const SubBatch& sub, size_t target, const PublishResult& published) {
  const std::vector<size_t> arrived = arrived_records(sub.batch, published);
  std::optional<Own>& own = own_[target];
  if (!own) own = {RecordOrigins(sub.batch, [&](uint32_t one) { return sub.number(one); }), {}};
  own->through.insert(arrived.begin(), arrived.end());
}

void BatchResults::remember_own(size_t target) {
  const Own& own = *own_[target];
  const std::vector<size_t> all(own.through.begin(), own.through.end());
  remember_keys(target, own.records.keys(page_), but_open(target, all));
}

void BatchResults::remember_done(const SubBatch& sub) {
  for (size_t t = 0; t < done_.size(); t++) {
    if (!done_[t]) continue;
    if (own_[t])
      remember_own(t);
    else
      remember(sub, t, but_open(t, live_records(sub.batch)));
  }
}

void BatchResults::note_hooked(const SubBatch& sub, size_t target, const PublishResult& published) {
  if (!target_of(target).has_hooks() || !may_change_wants(tools_.run.plan)) return;
  for (const auto* list : {&published.taken, &published.before})
    for (const size_t index : *list)
      for (const uint32_t origin : origins_of(sub, index)) hooked_.insert(origin);
}

bool BatchResults::is_hooked(const SubBatch& sub, size_t index) {
  const auto origins = origins_of(sub, index);
  return std::any_of(origins.begin(), origins.end(),
                     [&](uint32_t origin) { return hooked_.contains(origin); });
}

void BatchResults::note_unwanted(const SubBatch& sub, bool again) {
  if (hooked_.empty()) return;
  if (!sub.alone && std::exchange(unwanted_noted_, true)) return;
  const std::vector<std::string> keys = record_keys(sub.batch);
  for (size_t t = 0; t < done_.size(); t++) {
    if (target_of(t).of_hooks || !has_where(target_of(t))) continue;
    for (const size_t index : unwanted_records(tools_, sub.batch, t))
      if (!is_hooked(sub, index))
        continue;
      else if (again)
        tools_.taken.add(target_of(t), unwanted_key(keys[index]));
      else
        through_.emplace_back(t, unwanted_key(keys[index]));
  }
}

void BatchResults::remember_done_once(const SubBatch& sub) {
  if (through_.empty()) remember_done(sub);
  note_unwanted(sub, false);
}

bool BatchResults::is_open(size_t target, size_t record) const {
  const std::vector<size_t>& open = refusals_[target].doubtful;
  return std::find(open.begin(), open.end(), record) != open.end();
}

// Without those that will be offered again.
std::vector<size_t> BatchResults::but_open(size_t target, std::vector<size_t> records) const {
  std::erase_if(records, [&](size_t index) { return is_open(target, index); });
  return records;
}

std::vector<size_t> BatchResults::through_with_part(size_t target,
                                                    const PublishResult& published) const {
  std::vector<size_t> through = published.taken;
  through.insert(through.end(), published.before.begin(), published.before.end());
  for (const auto& [index, why] : published.lost) through.push_back(index);
  for (const Refused& refused : published.refused)
    if (!is_open(target, refused.index)) through.push_back(refused.index);
  return through;
}

Status BatchResults::check_health(const SubBatch& page) {
  for (size_t t = 0; t < done_.size(); t++) tools_.health.end_batch(t);
  const std::vector<store::Task>& failed = step_tasks_.tasks();
  const std::vector<store::Task>& others = target_tasks_.tasks();
  const store::Task* last = failed.empty() ? nullptr : &failed.back();
  if (!last && arrivals_ && !others.empty()) last = &others.front();
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
