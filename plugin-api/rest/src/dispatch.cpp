#include "sluice/rest/dispatch.hpp"

#include <utility>

#include "sluice/ext/record_keys.h"
#include "sluice/rest/in_doubt.hpp"

namespace sluice::rest {

namespace {

// After this many server errors in a row nothing more is tried in this call.
constexpr int kMostServerErrors = 3;
constexpr size_t kFreeRequests = 64;
// For a request refused as a whole: after this many refusals in a row without an accepted part,
// the next record is tried alone before the others after it are sent together.
constexpr size_t kRefusedParts = 8;
// After this many of its records were refused alone, in a row, the records are not at fault.
constexpr size_t kMostFound = 100;

// The host offers the record again.
bool may_pass(const Status& status) {
  const sluice_status code = status.code();
  return code == SLUICE_E_UNAVAILABLE || code == SLUICE_E_TIMEOUT || code == SLUICE_E_RATE_LIMITED;
}

// Taken, or refused: the host does not offer the record again.
bool is_for_good(const Status& outcome) { return outcome.ok() || outcome.code() == SLUICE_E_DATA; }

}  // namespace

Status Dispatch::begin(Batch batch, Outcomes outcomes, const Cancel& cancel) {
  auto job = batches_.add(batch, outcomes, maker_.needs_text());
  if (!job) return job.status();
  if (Status s = ask_for_keys(**job); !s) {
    batches_.drop_newest();
    return s;
  }
  queue_.add((*job)->texts.count(), orders_of(**job));
  send_more(true, cancel);
  while (stopped_ && !has_room() && fills_request()) {
    finish_one(cancel);
    send_more(true, cancel);
  }
  return {};
}

Status Dispatch::settle(const Cancel& cancel) {
  Job& job = batches_.oldest();
  while (stopped_ && job.unsettled) {
    send_more(job.unsent == 0, cancel);
    if (flying_.empty())
      settle_rest(job);
    else
      finish_one(cancel);
  }
  batches_.drop_oldest();
  Status out = stopped_;
  if (batches_.empty()) start_afresh();
  return out;
}

// The state that one batch leaves for the next is cleared when there is none.
void Dispatch::start_afresh() {
  for (RequestPtr& half : halves_) keep(std::move(half));
  halves_.clear();
  queue_.reset();
  refused_parts_ = found_ = 0;
  rest_ = stopped_ = Status();
}

// The run must end, but requests under way get their responses.
void Dispatch::halt(Status why) {
  if (halted_) halted_ = std::move(why);
}

// Aborts what is under way.
void Dispatch::stop(Status why) {
  if (stopped_) stopped_ = std::move(why);
  for (RequestPtr& request : flying_) keep(std::move(request));
  flying_.clear();
  handles_.clear();
  half_flying_ = false;
}

Status Dispatch::ask_for_keys(Job& job) const {
  job.keys.clear();
  if (!maker_.needs_keys()) return {};
  const auto* table = host_.extension<sluice_record_keys>(SLUICE_EXT_RECORD_KEYS);
  if (!table) return {SLUICE_E_UNSUPPORTED, "the host gives records no keys (idempotency)"};
  job.keys.resize(job.batch.size());
  const sluice_status code = table->keys(host_.abi(), job.batch.abi(), job.keys.data());
  return code ? Status(code, "the host gave records no keys (idempotency)") : Status();
}

// None, if no record of the batch has one.
std::vector<uint32_t> Dispatch::orders_of(const Job& job) {
  std::vector<uint32_t> orders;
  bool any = false;
  for (uint32_t i = 0; i < job.texts.count(); i++) {
    orders.push_back(job.batch[job.texts.index(i)].abi()->order);
    any |= orders.back() != 0;
  }
  if (!any) orders.clear();
  return orders;
}

bool Dispatch::fills_request() const {
  if (!may_send()) return false;
  return (!halves_.empty() && !half_flying_) || queue_.size() >= maker_.most_together();
}

void Dispatch::send_more(bool full_only, const Cancel& cancel) {
  while (may_send() && has_room()) {
    // Records that were not sent have no outcome; the others keep theirs.
    if (cancel.requested()) {
      rest_ = {SLUICE_E_CANCELLED, "not sent: the run is being stopped"};
      return;
    }
    RequestPtr request = next_request(full_only);
    if (!request) return;
    send(std::move(request), cancel);
  }
}

Dispatch::RequestPtr Dispatch::next_request(bool full_only) {
  if (full_only && !fills_request()) return nullptr;
  if (!halves_.empty() && !half_flying_) return next_half();
  RequestPtr request = free_request();
  while (request->records.empty() && maker_.take(queue_, batches_, *request))
    settle_unfit(*request);
  if (request->records.empty()) {
    keep(std::move(request));
    return nullptr;
  }
  for (uint32_t record : request->records) batches_.job_of(record).unsent--;
  return request;
}

void Dispatch::settle_unfit(RequestBatch& request) {
  for (auto& [record, why] : request.unfit) {
    batches_.job_of(record).unsent--;
    settle_record(record, why);
  }
  request.unfit.clear();
}

// If everything is refused, halving would take twice as many requests as there are records.
Dispatch::RequestPtr Dispatch::next_half() {
  RequestPtr half = std::move(halves_.front());
  halves_.pop_front();
  if (refused_parts_ < kRefusedParts || half->records.size() < 2) return half;
  RequestPtr alone = free_request();
  alone->half = true;
  alone->records.assign(1, half->records.front());
  half->records.erase(half->records.begin());
  halves_.push_front(std::move(half));
  return alone;
}

void Dispatch::send(RequestPtr request, const Cancel& cancel) {
  Status built = maker_.build(batches_, *request, cancel);
  if (built.code() == SLUICE_E_DATA || may_pass(built)) {
    Decision decision;
    decision.all = std::move(built);
    return settle(std::move(request), std::move(decision));
  }
  if (built.code() == SLUICE_E_NO_MEMORY) return stop(std::move(built));
  if (!built) {
    keep(std::move(request));
    return halt(std::move(built));
  }
  auto exchange = maker_.start(*request);
  if (!exchange) {
    Decision decision = maker_.not_started(*request, exchange.status());
    return settle(std::move(request), std::move(decision));
  }
  request->exchange = *std::move(exchange);
  half_flying_ |= request->half;
  handles_.push_back(request->exchange.abi());
  flying_.push_back(std::move(request));
}

Result<size_t> Dispatch::first_answered(const Cancel& cancel) {
  if (handles_.size() == 1) return size_t{0};
  return client_.wait_any(handles_.data(), handles_.size(), cancel);
}

Dispatch::RequestPtr Dispatch::take_off(size_t which) {
  const auto at = static_cast<ptrdiff_t>(which);
  RequestPtr out = std::move(flying_[which]);
  flying_.erase(flying_.begin() + at);
  handles_.erase(handles_.begin() + at);
  return out;
}

void Dispatch::finish_one(const Cancel& cancel) {
  auto which = first_answered(cancel);
  // Then finish() says of each whether it may have been carried out.
  if (which.status().code() == SLUICE_E_CANCELLED) which = size_t{0};
  if (!which) return stop(which.status());
  RequestPtr request = take_off(*which);
  if (request->half) half_flying_ = false;
  Response response;
  Status status = client_.finish(request->exchange, nullptr, response, cancel);
  Decision decision = maker_.decide(batches_, *request, std::move(status), response, cancel);
  answered_ = {response.status(), maker_.name_of(*request), maker_.body_of(*request),
               response.body()};
  settle(std::move(request), std::move(decision));
  answered_.reset();
}

void Dispatch::settle(RequestPtr request, Decision decision) {
  if (decision.halt || decision.stop) halt(decision.rest);
  if (decision.stop) return keep(std::move(request));
  note_health(decision);
  note_part(*request, decision);
  if (rest_ && !decision.rest) rest_ = decision.rest;
  // Unless it can be halved now, its records wait like the others.
  if (decision.split) return may_send() ? split(std::move(request)) : keep(std::move(request));
  for (size_t i = 0; i < request->records.size(); i++)
    settle_record(request->records[i], decision.each.empty() ? decision.all : decision.each[i]);
  keep(std::move(request));
}

void Dispatch::note_health(const Decision& decision) {
  if (decision.split) return;
  server_errors_ = decision.server_error ? server_errors_ + 1 : 0;
  if (server_errors_ >= kMostServerErrors && rest_) rest_ = not_tried(server_errors_, decision.all);
}

// Counts parts of a request refused as a whole.
void Dispatch::note_part(const RequestBatch& request, const Decision& decision) {
  if (!request.half) return;
  const bool refused = decision.split || decision.all.code() == SLUICE_E_DATA;
  refused_parts_ = refused ? refused_parts_ + 1 : 0;
  if (decision.split) return;
  found_ = refused ? found_ + 1 : 0;
  if (found_ < kMostFound || !rest_) return;
  found_ = 0;
  rest_ = Status(SLUICE_E_UNAVAILABLE,
                 "not sent after " + std::to_string(kMostFound) +
                     " records in a row were refused, the last being: " + decision.all.message());
}

// One record makes the request fail for the others: halve it until the record is found.
void Dispatch::split(RequestPtr request) {
  const auto middle =
      request->records.begin() + static_cast<ptrdiff_t>(request->records.size() / 2);
  RequestPtr first = free_request(), second = free_request();
  first->records.assign(request->records.begin(), middle);
  second->records.assign(middle, request->records.end());
  first->half = second->half = true;
  keep(std::move(request));
  halves_.push_front(std::move(second));
  halves_.push_front(std::move(first));
}

void Dispatch::settle_record(uint32_t record, const Status& outcome) {
  Job& job = batches_.job_of(record);
  if (answered_ && job.outcomes.wants_answer(outcome))
    job.outcomes.set(job.index(record), outcome, answer_for(job));
  else
    job.outcomes.set(job.index(record), outcome);
  job.done[record - job.first] = 1;
  job.unsettled--;
  job.answered |= is_for_good(outcome);
  queue_.settle(record, is_for_good(outcome));
}

const Answer& Dispatch::answer_for(const Job& job) {
  if (answered_->kept_in != &job) {
    answered_->kept_in = &job;
    answered_->kept = job.outcomes.keep(answered_->status, answered_->request, answered_->payload,
                                        answered_->response);
  }
  return answered_->kept;
}

// Records that were not sent: the system has failed, an earlier record of the same key has, or the
// run must end.
void Dispatch::settle_rest(Job& job) {
  if (!halted_ && !job.answered) return stop(std::exchange(halted_, {}));
  const Status behind(SLUICE_E_UNAVAILABLE,
                      "waits for an earlier record with the same order_by value");
  if (!halted_)
    settle_left(job, Status(SLUICE_E_UNAVAILABLE, halted_.message()).with_not_sent());
  else
    settle_left(job, rest_ ? behind : Status(rest_).with_not_sent());
}

void Dispatch::settle_left(Job& job, const Status& why) {
  for (uint32_t i = 0; i < job.done.size(); i++)
    if (!job.done[i]) settle_record(job.first + i, why);
}

Dispatch::RequestPtr Dispatch::free_request() {
  if (free_.empty()) return maker_.make_batch();
  RequestPtr out = std::move(free_.back());
  free_.pop_back();
  return out;
}

void Dispatch::keep(RequestPtr request) {
  request->clear();
  if (free_.size() < kFreeRequests) free_.push_back(std::move(request));
}

}  // namespace sluice::rest
