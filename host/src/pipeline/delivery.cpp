#include "pipeline/delivery.hpp"

#include <algorithm>
#include <map>

#include "pipeline/call.hpp"
#include "pipeline/shown_records.hpp"
#include "sluice/record.h"

namespace sluice::pipeline {
namespace {

constexpr auto waiting_index = [](const auto& record) { return record.index; };

Status status_of(const sluice_outcome& outcome) {
  const std::string said = message_of(view(outcome.message));
  Status status(outcome.status, said.empty() ? std::string(status_word(outcome.status)) : said);
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
  pending.outcomes.assign(batch.abi()->count, sluice_outcome{});
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
  Retry retry(run_, jitter_);
  for (round_ = 1; !waiting_.empty(); round_++) {
    Decision decision = round(target, batch, pending, published);
    Status why = decision.done() && !waiting_.empty() ? longest_wait() : decision.why;
    if (decision.kind == Decision::Kind::stop || decision.kind == Decision::Kind::one_by_one) {
      decision.why.in(where(run_.plan, target));
      return decision;
    }
    if (waiting_.empty()) break;
    published.retries++;
    Status next = retry.again(why.in(where(run_.plan, target)), run_.meter(target));
    if (next) continue;
    const bool spent = next.code() != SLUICE_E_CANCELLED && decision.done();
    return spent ? give_up(target, published) : Decision{Decision::Kind::stop, std::move(next)};
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
  asked_.clear();
  for (size_t i = 0; i < abi->count; i++) {
    if (sluice_record_at(abi, i)->state != SLUICE_RECORD_LIVE) continue;
    if (!keys.empty() && ++met[keys[i]] <= taken_.times(target, keys[i]))
      published.before.push_back(i);
    else if (was_noted(target, batch, i, noted))
      asked_.push_back({i});
    else
      waiting_.push_back({i});
  }
  if (!keys.empty()) skip_parked(target, keys, met, published);
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
  if (notes_.empty() || !target.keeps_notes) return false;
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

void Delivery::expect(const Target& target, size_t records) {
  sluice_outcome fresh = {};
  if (target.has_hooks()) fresh.flags = SLUICE_OUTCOME_WANTS_RESPONSE;
  outcomes_.assign(records, fresh);
}

void Delivery::note_answer(const Target& target, size_t index, PublishResult& published) const {
  if (!target.has_hooks()) return;
  const sluice_outcome& outcome = outcomes_[index];
  published.answers[index] = {outcome.remote_code, outcome.request, outcome.response};
}

// `again` if the whole call had a transient failure; nothing of it counts as accepted then.
Decision Delivery::call(const Target& target, record::Batch& batch) {
  sluice_batch* abi = batch.abi();
  expect(target, abi->count);
  const ShownRecords only_waiting(abi, waiting_, waiting_index);
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
  published.taken.reserve(waiting_.size());
  for (Waiting& record : waiting_) {
    const sluice_outcome& outcome = outcomes_[record.index];
    if (outcome.status == SLUICE_OK) {
      last_success_ = {round_, record.index};
      published.taken.push_back(record.index);
      published.doubts = 0;
      note_answer(target, record.index, published);
      continue;
    }
    Status why = status_of(outcome);
    if (refuses_record(outcome.status)) {
      note_answer(target, record.index, published);
      refuse(record.index, std::move(why), published);
    } else if (may_pass(outcome.status)) {
      note_answer(target, record.index, published);
      if (!record.first_failed) record.first_failed = round_;
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
  return decision;
}

// A permanent failure is the record's own only if the system accepted another one since. After
// the last record of a batch there is none to accept: alone at the end it counts as poisoned if the
// rest of the batch was accepted. Stopping would send the whole batch again, run after run.
bool Delivery::others_succeed(const Waiting& record) const {
  const bool alone = waiting_.size() == 1 && last_success_.first != 0;
  return alone || last_success_ > std::pair(record.first_failed, record.index);
}

// The only record of its batch that failed, with none accepted: the next batch shows
// whether it is the record or the target.
bool Delivery::is_alone(const Waiting& record) const {
  return waiting_.size() == 1 && last_success_.first == 0 && record.first_failed != 0;
}

void Delivery::refuse(size_t index, Status why, PublishResult& published) const {
  if (why.in_doubt()) {
    published.doubts++;
    published.doubt = why;
  }
  published.refused.push_back({index, std::move(why)});
}

const Status& Delivery::longest_wait() const {
  const auto shorter = [this](const Waiting& a, const Waiting& b) {
    return reasons_[a.why].retry_after_ms() < reasons_[b.why].retry_after_ms();
  };
  return reasons_[std::max_element(waiting_.begin(), waiting_.end(), shorter)->why];
}

Decision Delivery::give_up(const Target& target, PublishResult& published) {
  for (const Waiting& record : waiting_) {
    const bool limited = reasons_[record.why].code() == SLUICE_E_RATE_LIMITED;
    if (!limited && others_succeed(record)) continue;
    if (!limited && is_alone(record)) reasons_[record.why].with_doubt();
    if (!limited && is_alone(record)) continue;
    const Status& last = reasons_[record.why];
    Status why(last.code(), last.message() + ", after " + std::to_string(round_) +
                                " attempts, and no other record was taken since");
    why.with_remote_code(last.remote_code()).in(where(run_.plan, target));
    return {Decision::Kind::stop, std::move(why)};
  }
  for (Waiting& record : waiting_) refuse(record.index, std::move(reasons_[record.why]), published);
  waiting_.clear();
  return {};
}

}  // namespace sluice::pipeline
