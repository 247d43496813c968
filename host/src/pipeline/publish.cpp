#include "pipeline/publish.hpp"

#include <algorithm>
#include <map>

#include "pipeline/call.hpp"

namespace sluice::pipeline {
namespace {

// Shows a publisher only the records it has not taken yet; the others are out of sight until the
// view goes.
class View {
 public:
  template <class Records>
  View(sluice_batch* batch, const Records& shown) : batch_(batch) {
    states_.reserve(batch->count);
    for (size_t i = 0; i < batch->count; i++) {
      sluice_record* record = sluice_record_at(batch, i);
      states_.push_back(record->state);
      if (record->state == SLUICE_LIVE) record->state = SLUICE_FILTERED;
    }
    for (const auto& r : shown) sluice_record_at(batch, r.index)->state = SLUICE_LIVE;
  }
  ~View() {
    for (size_t i = 0; i < states_.size() && i < batch_->count; i++)
      sluice_record_at(batch_, i)->state = states_[i];
  }
  View(const View&) = delete;
  View& operator=(const View&) = delete;

 private:
  sluice_batch* batch_;
  std::vector<int32_t> states_;
};

Status status_of(const sluice_outcome& outcome) {
  const std::string said = message_of(view(outcome.message));
  Status status(outcome.status, said.empty() ? std::string(status_word(outcome.status)) : said);
  if (outcome.status == SLUICE_E_DATA && (outcome.flags & SLUICE_IN_DOUBT)) status.with_doubt();
  return status.with_retry_after(outcome.retry_after_ms)
      .with_remote_code(outcome.remote_code)
      .with_attempts(outcome.attempts);
}

bool refuses_record(sluice_status code) {
  return code == SLUICE_E_DATA || code == SLUICE_E_INVALID || code == SLUICE_E_UNSUPPORTED;
}

}  // namespace

void Publish::begin(const Target& target, record::Batch& batch, Begun& begun) {
  begun.outcomes.assign(batch.abi()->count, sluice_outcome{});
  begun.status = call_component({run_, target, "begin"}, [&](sluice_error* error) {
    const Measured measured(run_.meter(target), &batch);
    return target.publisher->begin(target.self, batch.abi(), begun.outcomes.data(),
                                   run_.cancel.drain, error);
  });
  begun.under_way = begun.status.ok();
}

void Publish::settle(const Target& target, record::Batch& batch, Begun& begun,
                     const sluice_cancel* cancel) {
  if (!std::exchange(begun.under_way, false)) return;
  begun.status = call_component({run_, target, "settle"}, [&](sluice_error* error) {
    const Measured measured(run_.meter(target), nullptr);
    return target.publisher->settle(target.self, batch.abi(), cancel, error);
  });
}

bool Publish::is_over(const Begun& begun) {
  return begun.status.ok() &&
         std::all_of(begun.outcomes.begin(), begun.outcomes.end(), [](const sluice_outcome& o) {
           return o.status == SLUICE_OK || refuses_record(o.status);
         });
}

Verdict Publish::offer(const Target& target, record::Batch& batch, Begun* begun,
                       Delivery& delivery) {
  list_waiting(target, batch, delivery);
  if (!asked_.empty())
    if (Verdict verdict = recover(target, batch, delivery); !verdict.done()) return verdict;
  Retry retry(run_, jitter_);
  for (round_ = 1; !waiting_.empty(); round_++) {
    Verdict verdict = round(target, batch, begun, delivery);
    Status why = verdict.done() && !waiting_.empty() ? longest_wait() : verdict.why;
    if (verdict.kind == Verdict::Kind::stop || verdict.kind == Verdict::Kind::one_by_one) {
      verdict.why.in(where(run_.plan, target));
      return verdict;
    }
    if (waiting_.empty()) break;
    delivery.retries++;
    Status next = retry.again(why.in(where(run_.plan, target)), run_.meter(target));
    if (next) continue;
    const bool spent = next.code() != SLUICE_E_CANCELLED && verdict.done();
    return spent ? give_up(target, delivery) : Verdict{Verdict::Kind::stop, std::move(next)};
  }
  return {};
}

void Publish::list_waiting(const Target& target, record::Batch& batch, Delivery& delivery) {
  sluice_batch* abi = batch.abi();
  waiting_.clear();
  reasons_.clear();
  last_success_ = {0, 0};
  const std::vector<std::string> keys =
      taken_.empty() ? std::vector<std::string>() : record_keys(batch);
  std::map<std::string, uint64_t> met, noted;
  asked_.clear();
  for (size_t i = 0; i < abi->count; i++) {
    if (sluice_record_at(abi, i)->state != SLUICE_LIVE) continue;
    if (!keys.empty() && ++met[keys[i]] <= taken_.times(target, keys[i]))
      delivery.before.push_back(i);
    else if (was_noted(target, batch, i, noted))
      asked_.push_back({i});
    else
      waiting_.push_back({i});
  }
}

bool Publish::was_noted(const Target& target, const record::Batch& batch, size_t index,
                        std::map<std::string, uint64_t>& met) const {
  if (notes_.empty() || !target.keeps_notes) return false;
  bool noted = false;
  for (uint32_t origin : batch.origins_of(index)) {
    const std::string note = note_of(view(batch.source_of_origin(origin)));
    noted |= ++met[note] <= notes_.times(target, note);
  }
  return noted;
}

// Asks the publisher what became of the records that a run that was killed was about to publish.
Verdict Publish::recover(const Target& target, record::Batch& batch, Delivery& delivery) {
  const size_t count = asked_.size();
  Retry retry(run_, jitter_);
  Status why;
  while (!asked_.empty()) {
    Verdict verdict = ask(target, batch);
    if (verdict.done()) {
      why = read_recovered(batch, delivery);
    } else if (verdict.kind == Verdict::Kind::again) {
      why = std::move(verdict.why);
    } else {
      verdict.why.in(where(run_.plan, target));
      return verdict;
    }
    if (asked_.empty()) break;
    if (Status s = retry.again(why.in(where(run_.plan, target)), run_.meter(target)); !s)
      return {Verdict::Kind::stop, std::move(s)};
  }
  run_.note(where(run_.plan, target) + ": an earlier run was killed after it may have published " +
            std::to_string(count) + " of these records: " + std::to_string(delivery.taken.size()) +
            " are there, " + std::to_string(delivery.lost.size()) +
            " park as nobody knows, the others are published now");
  std::sort(waiting_.begin(), waiting_.end(),
            [](const Waiting& a, const Waiting& b) { return a.index < b.index; });
  return {};
}

Verdict Publish::ask(const Target& target, record::Batch& batch) {
  sluice_batch* abi = batch.abi();
  outcomes_.assign(abi->count, sluice_outcome{});
  const View only_asked(abi, asked_);
  Status status = call_component({run_, target, "recover"}, [&](sluice_error* error) {
    const Measured measured(run_.meter(target), &batch);
    return target.publisher->recover(target.self, abi, outcomes_.data(), run_.cancel.drain, error);
  });
  return judge(std::move(status), batch);
}

// The last failure of one that has to be asked about again.
Status Publish::read_recovered(record::Batch&, Delivery& delivery) {
  std::vector<Waiting> still;
  Status why;
  for (const Waiting& record : asked_) {
    const sluice_outcome& outcome = outcomes_[record.index];
    if (outcome.status == SLUICE_OK) {
      delivery.taken.push_back(record.index);
    } else if (outcome.status == SLUICE_END) {
      waiting_.push_back(record);
    } else if (refuses_record(outcome.status)) {
      delivery.lost.emplace_back(record.index,
                                 Status(outcome.status, status_of(outcome).message()));
    } else {
      still.push_back(record);
      why = status_of(outcome);
    }
  }
  asked_ = std::move(still);
  return why;
}

Verdict Publish::round(const Target& target, record::Batch& batch, Begun* begun,
                       Delivery& delivery) {
  Verdict verdict;
  if (begun && round_ == 1) {
    outcomes_.swap(begun->outcomes);
    verdict = judge(std::move(begun->status), batch);
  } else {
    verdict = call(target, batch);
  }
  delivery.unknown = !verdict.done();
  return verdict.done() ? read_outcomes(batch, delivery) : verdict;
}

void Publish::read_begun(const Target& target, record::Batch& batch, Begun& begun,
                         Delivery& delivery) {
  list_waiting(target, batch, delivery);
  round_ = 1;
  round(target, batch, &begun, delivery);
}

// `again` if the whole call failed in a way that may pass; nothing of it counts as taken then.
Verdict Publish::call(const Target& target, record::Batch& batch) {
  sluice_batch* abi = batch.abi();
  outcomes_.assign(abi->count, sluice_outcome{});
  const View only_waiting(abi, waiting_);
  Status status = call_component({run_, target, "publish"}, [&](sluice_error* error) {
    const Measured measured(run_.meter(target), &batch);
    return target.publisher->publish(target.self, abi, outcomes_.data(), run_.cancel.drain, error);
  });
  return judge(std::move(status), batch);
}

// What a call came to that was to fill outcomes_.
Verdict Publish::judge(Status status, record::Batch& batch) {
  sluice_batch* abi = batch.abi();
  if (Status s = check_batch(batch); !s) return {Verdict::Kind::stop, std::move(s)};
  if (abi->count != outcomes_.size())
    return {Verdict::Kind::stop, Status::internal("it added records to the batch")};
  refuse_unwritten(batch);
  abi->fault = SLUICE_OK;
  if (status.code() == SLUICE_E_DATA) return {Verdict::Kind::stop, std::move(status)};
  return Verdict::of(std::move(status));
}

// What json.write_lines could not write has no line at the target, whatever its outcome says.
void Publish::refuse_unwritten(record::Batch& batch) {
  for (const Waiting& record : waiting_) {
    sluice_outcome& outcome = outcomes_[record.index];
    const bool failed = sluice_record_at(batch.abi(), record.index)->state == SLUICE_FAILED;
    if (!failed || outcome.status != SLUICE_OK) continue;
    outcome.status = SLUICE_E_DATA;
    if (const record::RecordError* error = batch.error_of(record.index))
      outcome.message = slice(error->message);
  }
}

Verdict Publish::read_outcomes(record::Batch& batch, Delivery& delivery) {
  std::vector<Waiting> still;
  Verdict verdict;
  delivery.taken.reserve(waiting_.size());
  for (Waiting& record : waiting_) {
    const sluice_outcome& outcome = outcomes_[record.index];
    if (outcome.status == SLUICE_OK) {
      last_success_ = {round_, record.index};
      delivery.taken.push_back(record.index);
      delivery.doubts = 0;
      continue;
    }
    Status why = status_of(outcome);
    if (refuses_record(outcome.status)) {
      refuse(record.index, std::move(why), delivery);
    } else if (may_pass(outcome.status)) {
      if (!record.first_failed) record.first_failed = round_;
      record.why = static_cast<uint32_t>(reasons_.size());
      reasons_.push_back(std::move(why.in("record " + std::to_string(record.index + 1) + " of " +
                                          std::to_string(batch.abi()->count))));
      still.push_back(record);
    } else if (verdict.done()) {
      // The others' outcomes count all the same: nobody may send again what was taken.
      const bool memory = outcome.status == SLUICE_E_NO_MEMORY;
      verdict = {memory ? Verdict::Kind::one_by_one : Verdict::Kind::stop, std::move(why)};
    }
  }
  waiting_ = std::move(still);
  return verdict;
}

// A failure that does not pass is the record's own only if the system took another one since. After
// the last record of a batch there is none to take: alone at the end it counts as poisoned if the
// batch was taken up to it. Stopping would send the whole batch again, run after run.
bool Publish::others_succeed(const Waiting& record) const {
  const bool alone = waiting_.size() == 1 && last_success_.first != 0;
  return alone || last_success_ > std::pair(record.first_failed, record.index);
}

// The only record of its batch that did not get through, of which none did: the next batch tells
// whether it is the record or the target.
bool Publish::is_alone(const Waiting& record) const {
  return waiting_.size() == 1 && last_success_.first == 0 && record.first_failed != 0;
}

void Publish::refuse(size_t index, Status why, Delivery& delivery) const {
  if (why.in_doubt()) {
    delivery.doubts++;
    delivery.doubt = why;
  }
  delivery.refused.emplace_back(index, std::move(why));
}

const Status& Publish::longest_wait() const {
  const auto shorter = [this](const Waiting& a, const Waiting& b) {
    return reasons_[a.why].retry_after_ms() < reasons_[b.why].retry_after_ms();
  };
  return reasons_[std::max_element(waiting_.begin(), waiting_.end(), shorter)->why];
}

Verdict Publish::give_up(const Target& target, Delivery& delivery) {
  for (const Waiting& record : waiting_) {
    const bool limited = reasons_[record.why].code() == SLUICE_E_RATE_LIMITED;
    if (!limited && others_succeed(record)) continue;
    if (!limited && is_alone(record)) reasons_[record.why].with_doubt();
    if (!limited && is_alone(record)) continue;
    const Status& last = reasons_[record.why];
    Status why(last.code(), last.message() + ", after " + std::to_string(round_) +
                                " attempts, and no other record was taken since");
    why.with_remote_code(last.remote_code()).in(where(run_.plan, target));
    return {Verdict::Kind::stop, std::move(why)};
  }
  for (Waiting& record : waiting_) refuse(record.index, std::move(reasons_[record.why]), delivery);
  waiting_.clear();
  return {};
}

}  // namespace sluice::pipeline
