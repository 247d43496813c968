#include "dispatch.hpp"

#include <utility>

#include "sluice/rest/in_doubt.hpp"

namespace http_plugin {

using sluice::Batch;
using sluice::Cancel;
using sluice::Result;
using sluice::Status;
using sluice::Value;

namespace {

// After this many server errors in a row nothing more is tried in this call.
constexpr int kMostServerErrors = 3;
constexpr size_t kFreeParcels = 64;
// For a request refused as a whole: after this many refusals in a row without an accepted part,
// the next record is tried alone before the others after it are sent together.
constexpr size_t kRefusedParts = 8;
// After this many of its records were refused alone, in a row, the records are not at fault.
constexpr size_t kMostFound = 100;

// Taken, or refused: the host does not offer the record again.
bool is_for_good(const Status& outcome) { return outcome.ok() || outcome.code() == SLUICE_E_DATA; }

}  // namespace

Status Dispatch::begin(Batch batch, sluice::Outcomes outcomes, const Cancel& cancel) {
  auto job = batches_.add(batch, outcomes, settings_.has_body() && !settings_.request_records);
  if (!job) return job.status();
  batch.clear_fault();
  queue_.add((*job)->texts.count(), order_keys(**job));
  if (batch.fault() == SLUICE_E_NO_MEMORY) stop({SLUICE_E_NO_MEMORY, "no memory for order_by"});
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
  for (HttpBatchPtr& half : halves_) keep(std::move(half));
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
  for (HttpBatchPtr& http_batch : flying_) keep(std::move(http_batch));
  flying_.clear();
  handles_.clear();
  half_flying_ = false;
}

std::vector<std::string_view> Dispatch::order_keys(const Job& job) const {
  std::vector<std::string_view> keys;
  // They are sent one after the other anyway.
  if (!settings_.order_by || settings_.in_flight == 1) return keys;
  for (uint32_t i = 0; i < job.texts.count(); i++) {
    const Value value = settings_.order_by->find(job.root(job.first + i));
    std::string_view key = value.is_null() ? std::string_view() : value.text();
    // Escaped or not, one text is one key; an object or array is its JSON.
    if (value.is_string()) key = value.string_or(key);
    if (value.is_object() || value.is_array())
      if (auto json = value.json()) key = *json;
    keys.push_back(key);
  }
  return keys;
}

bool Dispatch::fills_request() const {
  if (!may_send()) return false;
  return (!halves_.empty() && !half_flying_) || queue_.size() >= settings_.batch.records;
}

void Dispatch::send_more(bool full_only, const Cancel& cancel) {
  while (may_send() && has_room()) {
    // Records that were not sent have no outcome; the others keep theirs.
    if (cancel.requested()) {
      rest_ = {SLUICE_E_CANCELLED, "not sent: the run is being stopped"};
      return;
    }
    HttpBatchPtr http_batch = next_http_batch(full_only);
    if (!http_batch) return;
    send(std::move(http_batch));
  }
}

Dispatch::HttpBatchPtr Dispatch::next_http_batch(bool full_only) {
  if (full_only && !fills_request()) return nullptr;
  if (!halves_.empty() && !half_flying_) return next_half();
  HttpBatchPtr http_batch = free_http_batch();
  while (http_batch->records.empty() && builder_.take(queue_, batches_, *http_batch))
    settle_unfit(*http_batch);
  if (http_batch->records.empty()) {
    keep(std::move(http_batch));
    return nullptr;
  }
  for (uint32_t record : http_batch->records) batches_.job_of(record).unsent--;
  return http_batch;
}

void Dispatch::settle_unfit(HttpBatch& http_batch) {
  for (auto& [record, why] : http_batch.unfit) {
    batches_.job_of(record).unsent--;
    settle_record(record, why);
  }
  http_batch.unfit.clear();
}

// If everything is refused, halving would take twice as many requests as there are records.
Dispatch::HttpBatchPtr Dispatch::next_half() {
  HttpBatchPtr half = std::move(halves_.front());
  halves_.pop_front();
  if (refused_parts_ < kRefusedParts || half->records.size() < 2) return half;
  HttpBatchPtr alone = free_http_batch();
  alone->half = true;
  alone->records.assign(1, half->records.front());
  half->records.erase(half->records.begin());
  halves_.push_front(std::move(half));
  return alone;
}

void Dispatch::send(HttpBatchPtr http_batch) {
  Status built = builder_.build(batches_, *http_batch);
  if (built.code() == SLUICE_E_DATA) {
    Decision decision;
    decision.all = std::move(built);
    return settle(std::move(http_batch), std::move(decision));
  }
  if (built.code() == SLUICE_E_NO_MEMORY) return stop(std::move(built));
  if (!built) {
    keep(std::move(http_batch));
    return halt(std::move(built));
  }
  auto exchange = client_.start(builder_.request(*http_batch));
  if (!exchange) return settle(std::move(http_batch), policy_.not_started(exchange.status()));
  http_batch->exchange = *std::move(exchange);
  half_flying_ |= http_batch->half;
  handles_.push_back(http_batch->exchange.abi());
  flying_.push_back(std::move(http_batch));
}

Result<size_t> Dispatch::first_answered(const Cancel& cancel) {
  if (handles_.size() == 1) return size_t{0};
  return client_.wait_any(handles_.data(), handles_.size(), cancel);
}

Dispatch::HttpBatchPtr Dispatch::take_off(size_t which) {
  const auto at = static_cast<ptrdiff_t>(which);
  HttpBatchPtr out = std::move(flying_[which]);
  flying_.erase(flying_.begin() + at);
  handles_.erase(handles_.begin() + at);
  return out;
}

void Dispatch::finish_one(const Cancel& cancel) {
  auto which = first_answered(cancel);
  // Then finish() says of each whether it may have been carried out.
  if (which.status().code() == SLUICE_E_CANCELLED) which = size_t{0};
  if (!which) return stop(which.status());
  HttpBatchPtr http_batch = take_off(*which);
  if (http_batch->half) half_flying_ = false;
  sluice::Response response;
  Status status = client_.finish(http_batch->exchange, nullptr, response, cancel);
  Decision decision = policy_.decide(http_batch->records.size(), expected(*http_batch),
                                     std::move(status), response);
  if (response.status()) answered_ = {response.status(), name_of(*http_batch), response.body()};
  settle(std::move(http_batch), std::move(decision));
  answered_.reset();
}

// Without its query, which may hold secrets.
std::string Dispatch::name_of(const HttpBatch& http_batch) const {
  if (http_batch.segments.empty()) return settings_.method + " " + settings_.path_text;
  std::string out = settings_.method + " ";
  for (const std::string& segment : http_batch.segments) out += "/" + segment;
  return out;
}

// Ids are only read where results are matched by them.
std::vector<Expected> Dispatch::expected(const HttpBatch& http_batch) {
  std::vector<Expected> out;
  auto& results = settings_.results;
  if (!results) return out;
  for (uint32_t record : http_batch.records) {
    std::string_view id;
    if (results->record_id) {
      const Value value = results->record_id->find(batches_.job_of(record).root(record));
      id = value.is_string() ? value.string_or("") : value.text();
    }
    out.push_back({id, {}});
  }
  return out;
}

void Dispatch::settle(HttpBatchPtr http_batch, Decision decision) {
  if (decision.halt || decision.stop) halt(decision.rest);
  if (decision.stop) return keep(std::move(http_batch));
  note_health(decision);
  note_part(*http_batch, decision);
  if (rest_ && !decision.rest) rest_ = decision.rest;
  // Unless it can be halved now, its records wait like the others.
  if (decision.split)
    return may_send() ? split(std::move(http_batch)) : keep(std::move(http_batch));
  for (size_t i = 0; i < http_batch->records.size(); i++)
    settle_record(http_batch->records[i],
                  decision.each.empty() ? decision.all : decision.each[i].outcome);
  keep(std::move(http_batch));
}

void Dispatch::note_health(const Decision& decision) {
  if (decision.split) return;
  server_errors_ = decision.server_error ? server_errors_ + 1 : 0;
  if (server_errors_ >= kMostServerErrors && rest_)
    rest_ = sluice::rest::not_tried(server_errors_, decision.all);
}

// Counts parts of a request refused as a whole.
void Dispatch::note_part(const HttpBatch& http_batch, const Decision& decision) {
  if (!http_batch.half) return;
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
void Dispatch::split(HttpBatchPtr http_batch) {
  const auto middle =
      http_batch->records.begin() + static_cast<ptrdiff_t>(http_batch->records.size() / 2);
  HttpBatchPtr first = free_http_batch(), second = free_http_batch();
  first->records.assign(http_batch->records.begin(), middle);
  second->records.assign(middle, http_batch->records.end());
  first->half = second->half = true;
  keep(std::move(http_batch));
  halves_.push_front(std::move(second));
  halves_.push_front(std::move(first));
}

void Dispatch::settle_record(uint32_t record, const Status& outcome) {
  Job& job = batches_.job_of(record);
  if (answered_ && job.outcomes.wants_response())
    job.outcomes.set(job.index(record), outcome, answer_for(job));
  else
    job.outcomes.set(job.index(record), outcome);
  job.done[record - job.first] = 1;
  job.unsettled--;
  job.answered |= is_for_good(outcome);
  queue_.settle(record, is_for_good(outcome));
}

const sluice::Answer& Dispatch::answer_for(const Job& job) {
  if (answered_->kept_in != &job) {
    answered_->kept_in = &job;
    answered_->kept = job.outcomes.keep(answered_->status, answered_->request, answered_->response);
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
    settle_left(job, {SLUICE_E_UNAVAILABLE, halted_.message()});
  else
    settle_left(job, rest_ ? behind : rest_);
}

void Dispatch::settle_left(Job& job, const Status& why) {
  for (uint32_t i = 0; i < job.done.size(); i++)
    if (!job.done[i]) settle_record(job.first + i, why);
}

Dispatch::HttpBatchPtr Dispatch::free_http_batch() {
  if (free_.empty()) return std::make_unique<HttpBatch>();
  HttpBatchPtr out = std::move(free_.back());
  free_.pop_back();
  return out;
}

void Dispatch::keep(HttpBatchPtr http_batch) {
  http_batch->clear();
  if (free_.size() < kFreeParcels) free_.push_back(std::move(http_batch));
}

}  // namespace http_plugin
