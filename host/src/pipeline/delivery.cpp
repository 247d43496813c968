#include "pipeline/delivery.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/status_word.hpp"
#include "pipeline/call.hpp"
#include "pipeline/send_keys.hpp"
#include "pipeline/shown_records.hpp"
#include "sluice/record.h"

namespace sluice::pipeline {
namespace {

constexpr auto waiting_index = [](const auto& record) { return record.index; };

Status status_of(const sluice_outcome& outcome) {
  const std::string said = message_of(view(outcome.message));
  Status status(outcome.status,
                said.empty() ? std::string(base::status_word(outcome.status)) : said);
  if (outcome.status == SLUICE_E_DATA && (outcome.flags & SLUICE_OUTCOME_IN_DOUBT))
    status.with_doubt();
  return status.with_retry_after(outcome.retry_after_ms)
      .with_remote_code(outcome.remote_code)
      .with_attempts(outcome.attempts);
}

bool refuses_record(sluice_status code) {
  return code == SLUICE_E_DATA || code == SLUICE_E_INVALID || code == SLUICE_E_UNSUPPORTED;
}

}  // namespace

void Delivery::begin(const Target& target, record::Batch& batch, PendingPublish& pending) {
  expect(target, batch.abi()->count, pending.outcomes);
  const SendKeys keys(run_.plan, target, batch);
  pending.status = call_component({run_, target, "begin"}, [&](sluice_error* error) {
    const Measured measured(run_.meter(target), &batch);
    return target.publisher->begin(target.self, batch.abi(), pending.outcomes.data(),
                                   run_.cancel.drain, error);
  });
  pending.under_way = pending.status.ok();
}

void Delivery::settle(const Target& target, record::Batch& batch, PendingPublish& pending,
                      const sluice_cancel* cancel) {
  if (!std::exchange(pending.under_way, false)) return;
  const base::RepeatLimit limit(target.retry ? *target.retry : run_.plan.retry);
  pending.status = call_component({run_, target, "settle"}, [&](sluice_error* error) {
    const Measured measured(run_.meter(target), nullptr);
    return target.publisher->settle(target.self, batch.abi(), cancel, error);
  });
}

bool Delivery::is_over(const PendingPublish& pending) {
  return pending.status.ok() &&
         std::all_of(pending.outcomes.begin(), pending.outcomes.end(), [](const sluice_outcome& o) {
           return o.status == SLUICE_OK || refuses_record(o.status);
         });
}

Decision Delivery::offer(const Target& target, record::Batch& batch, PendingPublish* pending,
                         PublishResult& published) {
  list_waiting(target, batch, published);
  if (target.waits) return keep_waiting(published), Decision();
  if (!asked_.empty())
    if (Decision decision = recover(target, batch, published); !decision.done()) return decision;
  return offer_waiting(target, batch, pending, published);
}

Decision Delivery::offer_again(const Target& target, record::Batch& batch,
                               PublishResult& published) {
  waiting_.clear();
  reasons_.clear();
  last_success_ = {0, 0};
  for (size_t i = 0; i < batch.abi()->count; i++)
    if (sluice_record_at(batch.abi(), i)->state == SLUICE_RECORD_LIVE) waiting_.push_back({i});
  return offer_waiting(target, batch, nullptr, published);
}

Decision Delivery::offer_waiting(const Target& target, record::Batch& batch,
                                 PendingPublish* pending, PublishResult& published) {
  std::optional<Retry> retry(std::in_place, run_, jitter_, target);
  for (round_ = 1; !waiting_.empty(); round_++) {
    const size_t taken = published.taken.size();
    const base::RepeatLimit limit = retry->limit();
    Decision decision = round(target, batch, pending, published);
    if (decision.kind == Decision::Kind::stop || decision.kind == Decision::Kind::one_by_one) {
      decision.why.in(where(run_.plan, target));
      return decision;
    }
    if (waiting_.empty()) break;
    published.retries++;
    Status next;
    if (decision.done()) {
      const size_t before = waiting_.size();
      if (published.taken.size() > taken && some_not_sent(waiting_))
        retry.emplace(run_, jitter_, target);  // it works now and then
      decision = drop_spent(target, *retry, published);
      if (!decision.done() || waiting_.empty()) return decision;
      if (waiting_.size() < before && some_not_tried(waiting_)) {
        retry.emplace(run_, jitter_, target);
        continue;
      }
      next = retry->pause(Status(longest_wait(waiting_, reasons_)).in(where(run_.plan, target)),
                          run_.meter(target));
    } else {
      next = retry->again(decision.why.in(where(run_.plan, target)), run_.meter(target));
    }
    if (!next) return {Decision::Kind::stop, std::move(next)};
  }
  return {};
}

void Delivery::list_waiting(const Target& target, record::Batch& batch, PublishResult& published) {
  sluice_batch* abi = batch.abi();
  waiting_.clear();
  reasons_.clear();
  last_success_ = {0, 0};
  const std::vector<std::string> keys =
      taken_.empty() ? std::vector<std::string>() : record_keys(batch);
  std::map<std::string, uint64_t> met, noted;
  const bool may_be_noted = target.keeps_notes && !notes_.empty();
  asked_.clear();
  waiting_.reserve(abi->count);
  for (size_t i = 0; i < abi->count; i++) {
    if (sluice_record_at(abi, i)->state != SLUICE_RECORD_LIVE) continue;
    if (!keys.empty() && ++met[keys[i]] <= taken_.times(target, keys[i]))
      published.before.push_back(i);
    else if (may_be_noted && was_noted(target, batch, i, noted))
      asked_.push_back({i});
    else
      waiting_.push_back({i});
  }
  if (!keys.empty()) skip_parked(target, keys, met, published);
}

void Delivery::keep_waiting(PublishResult& published) {
  for (const Waiting& record : waiting_) published.waiting.push_back({record.index, false});
  for (const Waiting& record : asked_) published.waiting.push_back({record.index, true});
  std::sort(published.waiting.begin(), published.waiting.end(),
            [](const Waits& a, const Waits& b) { return a.index < b.index; });
  waiting_.clear();
  asked_.clear();
}

// What failed at the target's own steps in an earlier run, too, is parked already.
void Delivery::skip_parked(const Target& target, const std::vector<std::string>& keys,
                           std::map<std::string, uint64_t>& met, PublishResult& published) const {
  std::erase_if(published.refused, [&](const Refused& record) {
    const std::string& key = keys[record.index];
    const bool known = ++met[key] <= taken_.times(target, key);
    if (known) published.before.push_back(record.index);
    return known;
  });
}

bool Delivery::was_noted(const Target& target, const record::Batch& batch, size_t index,
                         std::map<std::string, uint64_t>& met) const {
  bool noted = false;
  for (uint32_t origin : batch.origins_of(index)) {
    const std::string note = note_of(view(batch.source_of_origin(origin)));
    noted |= ++met[note] <= notes_.times(target, note);
  }
  return noted;
}

// Asks the publisher what became of the records that a killed run was about to publish.
Decision Delivery::recover(const Target& target, record::Batch& batch, PublishResult& published) {
  const size_t count = asked_.size();
  Retry retry(run_, jitter_);
  Status why;
  while (!asked_.empty()) {
    Decision decision = ask(target, batch);
    if (decision.done()) {
      why = read_recovered(batch, published);
    } else if (decision.kind == Decision::Kind::again) {
      why = std::move(decision.why);
    } else {
      decision.why.in(where(run_.plan, target));
      return decision;
    }
    if (asked_.empty()) break;
    if (Status s = retry.again(why.in(where(run_.plan, target)), run_.meter(target)); !s)
      return {Decision::Kind::stop, std::move(s)};
  }
  run_.note(where(run_.plan, target) + ": an earlier run was killed after it may have published " +
            std::to_string(count) + " of these records: " + std::to_string(published.taken.size()) +
            " are there, " + std::to_string(published.lost.size()) +
            " park as unknown, the others are published now");
  std::sort(waiting_.begin(), waiting_.end(),
            [](const Waiting& a, const Waiting& b) { return a.index < b.index; });
  return {};
}

Decision Delivery::ask(const Target& target, record::Batch& batch) {
  sluice_batch* abi = batch.abi();
  outcomes_.assign(abi->count, sluice_outcome{});
  const ShownRecords only_asked(abi, asked_, waiting_index);
  Status status = call_component({run_, target, "recover"}, [&](sluice_error* error) {
    const Measured measured(run_.meter(target), &batch);
    return target.publisher->recover(target.self, abi, outcomes_.data(), run_.cancel.drain, error);
  });
  return decide(std::move(status), batch);
}

// The last failure of a record whose state must be queried again.
Status Delivery::read_recovered(record::Batch&, PublishResult& published) {
  std::vector<Waiting> still;
  Status why;
  for (const Waiting& record : asked_) {
    const sluice_outcome& outcome = outcomes_[record.index];
    if (outcome.status == SLUICE_OK) {
      published.taken.push_back(record.index);
    } else if (outcome.status == SLUICE_END) {
      waiting_.push_back(record);
    } else if (refuses_record(outcome.status)) {
      published.lost.emplace_back(record.index,
                                  Status(outcome.status, status_of(outcome).message()));
    } else {
      still.push_back(record);
      why = status_of(outcome);
    }
  }
  asked_ = std::move(still);
  return why;
}

Decision Delivery::round(const Target& target, record::Batch& batch, PendingPublish* pending,
                         PublishResult& published) {
  Decision decision;
  if (pending && round_ == 1) {
    outcomes_.swap(pending->outcomes);
    decision = decide(std::move(pending->status), batch);
  } else {
    decision = call(target, batch);
  }
  published.unknown = !decision.done();
  return decision.done() ? read_outcomes(target, batch, published) : decision;
}

void Delivery::read_pending(const Target& target, record::Batch& batch, PendingPublish& pending,
                            PublishResult& published) {
  list_waiting(target, batch, published);
  round_ = 1;
  round(target, batch, &pending, published);
}

bool Delivery::wants_answers(const Target& target) const {
  return target.has_hooks() || run_.plan.keep;
}

void Delivery::expect(const Target& target, size_t records,
                      std::vector<sluice_outcome>& outcomes) const {
  sluice_outcome fresh = {};
  fresh.flags = SLUICE_OUTCOME_WANTS_REFUSAL;
  if (wants_answers(target)) fresh.flags |= SLUICE_OUTCOME_WANTS_RESPONSE;
  outcomes.assign(records, fresh);
}

void Delivery::note_answer(const Target& target, size_t index, PublishResult& published) const {
  const sluice_outcome& outcome = outcomes_[index];
  const bool refused = outcome.status != SLUICE_OK && outcome.request.size;
  if (!wants_answers(target) && !refused) return;
  published.answers[index] = {outcome.remote_code, outcome.request, outcome.payload,
                              outcome.response};
}

// `again` if the whole call had a transient failure; nothing of it counts as accepted then.
Decision Delivery::call(const Target& target, record::Batch& batch) {
  sluice_batch* abi = batch.abi();
  expect(target, abi->count, outcomes_);
  const ShownRecords only_waiting(abi, waiting_, waiting_index);
  const SendKeys keys(run_.plan, target, batch);
  Status status = call_component({run_, target, "publish"}, [&](sluice_error* error) {
    const Measured measured(run_.meter(target), &batch);
    return target.publisher->publish(target.self, abi, outcomes_.data(), run_.cancel.drain, error);
  });
  return decide(std::move(status), batch);
}

// Decides on a call that was to fill outcomes_.
Decision Delivery::decide(Status status, record::Batch& batch) {
  sluice_batch* abi = batch.abi();
  if (Status s = check_batch(batch); !s) return {Decision::Kind::stop, std::move(s)};
  if (abi->count != outcomes_.size())
    return {Decision::Kind::stop, Status::internal("it added records to the batch")};
  refuse_unwritten(batch);
  abi->fault = SLUICE_OK;
  if (status.code() == SLUICE_E_DATA) return {Decision::Kind::stop, std::move(status)};
  return Decision::of(std::move(status));
}

// A record that json.write_lines could not write has no line at the target, whatever its outcome.
void Delivery::refuse_unwritten(record::Batch& batch) {
  for (const Waiting& record : waiting_) {
    sluice_outcome& outcome = outcomes_[record.index];
    const bool failed = sluice_record_at(batch.abi(), record.index)->state == SLUICE_RECORD_FAILED;
    if (!failed || outcome.status != SLUICE_OK) continue;
    outcome.status = SLUICE_E_DATA;
    if (const record::RecordError* error = batch.error_of(record.index))
      outcome.message = slice(error->message);
  }
}

Decision Delivery::read_outcomes(const Target& target, record::Batch& batch,
                                 PublishResult& published) {
  std::vector<Waiting> still;
  Decision decision;
  std::set<uint32_t> orders;  // of those that wait
  const bool answers = wants_answers(target);
  published.taken.reserve(waiting_.size());
  for (Waiting& record : waiting_) {
    const sluice_outcome& outcome = outcomes_[record.index];
    if (outcome.status == SLUICE_OK) {
      last_success_ = {round_, record.index};
      published.taken.push_back(record.index);
      published.doubts = 0;
      if (answers) note_answer(target, record.index, published);
      continue;
    }
    Status why = status_of(outcome);
    if (refuses_record(outcome.status)) {
      note_answer(target, record.index, published);
      refuse(record.index, std::move(why), published);
    } else if (may_pass(outcome.status)) {
      note_answer(target, record.index, published);
      const uint32_t order = sluice_record_at(batch.abi(), record.index)->order;
      record.behind = order && !orders.insert(order).second;
      record.not_sent = !record.behind && (outcome.flags & SLUICE_OUTCOME_NOT_SENT);
      if (record.was_tried()) record.note_failure(round_);
      record.why = static_cast<uint32_t>(reasons_.size());
      reasons_.push_back(std::move(why.in("record " + std::to_string(record.index + 1) + " of " +
                                          std::to_string(batch.abi()->count))));
      still.push_back(record);
    } else if (decision.done()) {
      // The others' outcomes still count: accepted records must not be sent again.
      const bool memory = outcome.status == SLUICE_E_NO_MEMORY;
      decision = {memory ? Decision::Kind::one_by_one : Decision::Kind::stop, std::move(why)};
    }
  }
  waiting_ = std::move(still);
  require_tries(waiting_, round_);
  return decision;
}

// A permanent failure is the record's own only if the system accepted another one since. After
// the last record of a batch there is none to accept: alone at the end it counts as poisoned if the
// rest of the batch was accepted. Stopping would send the whole batch again, run after run.
bool Delivery::others_succeed(const Waiting& record) const {
  const bool alone = waiting_.size() == 1 && !others_wait_ && last_success_.first != 0;
  return alone || last_success_ > std::pair(record.first_failed, record.index);
}

// The only record of its batch that failed, with none accepted: the next batch shows
// whether it is the record or the target.
bool Delivery::is_alone(const Waiting& record) const {
  const bool only = waiting_.size() == 1 && !others_wait_;
  return only && last_success_.first == 0 && record.first_failed != 0;
}

void Delivery::refuse(size_t index, Status why, PublishResult& published) const {
  if (why.in_doubt()) {
    published.doubts++;
    published.doubt = why;
  }
  published.refused.push_back({index, std::move(why)});
}

Decision Delivery::drop_spent(const Target& target, Retry& retry, PublishResult& published) {
  std::vector<Waiting> rest = take_spent(waiting_, reasons_, retry);
  if (rest.empty()) return {};
  waiting_.swap(rest);
  others_wait_ = some_not_sent(rest);
  Decision decision = give_up(target, published);
  waiting_.swap(rest);
  return decision;
}

Decision Delivery::give_up(const Target& target, PublishResult& published) {
  for (const Waiting& record : waiting_) {
    const bool limited = reasons_[record.why].code() == SLUICE_E_RATE_LIMITED;
    if (!limited && others_succeed(record)) continue;
    if (!limited && is_alone(record)) reasons_[record.why].with_doubt();
    if (!limited && is_alone(record)) continue;
    const Status& last = reasons_[record.why];
    const std::string tries = round_ > 1 ? ", after " + std::to_string(round_) + " attempts" : "";
    Status why(last.code(), last.message() + tries + ", and no other record was taken since");
    why.with_remote_code(last.remote_code()).in(where(run_.plan, target));
    return {Decision::Kind::stop, std::move(why)};
  }
  for (Waiting& record : waiting_) refuse(record.index, std::move(reasons_[record.why]), published);
  waiting_.clear();
  return {};
}

}  // namespace sluice::pipeline
