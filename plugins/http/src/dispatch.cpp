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

// After so many server errors in a row nothing more is tried in this call.
constexpr int kMostServerErrors = 3;
constexpr size_t kFreeParcels = 64;

// Statuses with which the host offers a record again.
bool is_offered_again(sluice_status code) {
  return code == SLUICE_E_UNAVAILABLE || code == SLUICE_E_TIMEOUT || code == SLUICE_E_RATE_LIMITED;
}

}  // namespace

Dispatch::Dispatch(Workshop& shop, Batch batch, sluice_outcome* outcomes, const Cancel& cancel)
    : shop_(shop),
      batch_(batch),
      outcomes_(outcomes),
      cancel_(cancel),
      judge_(shop.settings, shop.host) {}

// Aborts what is under way.
Dispatch::~Dispatch() {
  for (ParcelPtr& parcel : flying_) keep(std::move(parcel));
  for (ParcelPtr& parcel : halves_) keep(std::move(parcel));
}

Status Dispatch::run() {
  const PublisherSettings& s = shop_.settings;
  if (Status st = shop_.texts.read(batch_, s.has_body() && !s.request_records); !st) return st;
  const size_t count = shop_.texts.count();
  settled_.assign(count, 0);
  shop_.queue.reset(count, order_keys());
  if (batch_.fault() == SLUICE_E_NO_MEMORY) return {SLUICE_E_NO_MEMORY, "no memory for order_by"};
  for (;;) {
    if (Status st = send_more(); !st) return st;
    if (flying_.empty()) break;
    if (Status st = finish_one(); !st) return st;
  }
  settle_rest();
  return {};
}

std::vector<std::string_view> Dispatch::order_keys() const {
  std::vector<std::string_view> keys;
  auto& order_by = shop_.settings.order_by;
  // One after the other anyway.
  if (!order_by || shop_.settings.in_flight == 1) return keys;
  batch_.clear_fault();
  for (uint32_t i = 0; i < shop_.texts.count(); i++) {
    const Value value = order_by->find(batch_[shop_.texts.index(i)].root());
    std::string_view key = value.is_null() ? std::string_view() : value.text();
    // Escaped or not, one text is one key; an object or array is its JSON.
    if (value.is_string()) key = value.string_or(key);
    if (value.is_object() || value.is_array())
      if (auto json = value.json()) key = *json;
    keys.push_back(key);
  }
  return keys;
}

Status Dispatch::send_more() {
  while (rest_ && flying_.size() < shop_.settings.in_flight) {
    if (cancel_.requested()) return {SLUICE_E_CANCELLED, "cancelled"};
    ParcelPtr parcel = next_parcel();
    if (!parcel) break;
    if (Status s = send(std::move(parcel)); !s) return s;
  }
  return {};
}

Dispatch::ParcelPtr Dispatch::next_parcel() {
  if (!halves_.empty() && !half_flying_) {
    ParcelPtr half = std::move(halves_.front());
    halves_.pop_front();
    return half;
  }
  ParcelPtr parcel = free_parcel();
  if (shop_.packer.take(shop_.queue, shop_.texts, *parcel)) return parcel;
  keep(std::move(parcel));
  return nullptr;
}

Status Dispatch::send(ParcelPtr parcel) {
  Status packed = shop_.packer.pack(batch_, shop_.texts, *parcel);
  if (packed.code() == SLUICE_E_DATA) {
    Verdict verdict;
    verdict.all = std::move(packed);
    return settle(std::move(parcel), std::move(verdict));
  }
  if (!packed) return packed;
  auto exchange = shop_.client.start(shop_.packer.request(*parcel));
  if (!exchange) return settle(std::move(parcel), judge_.not_started(exchange.status()));
  parcel->exchange = *std::move(exchange);
  half_flying_ |= parcel->half;
  handles_.push_back(parcel->exchange.abi());
  flying_.push_back(std::move(parcel));
  return {};
}

Result<size_t> Dispatch::first_answered() {
  if (handles_.size() == 1) return size_t{0};
  return shop_.client.wait_any(handles_.data(), handles_.size(), cancel_);
}

Status Dispatch::finish_one() {
  auto which = first_answered();
  if (!which) return which.status();
  const auto at = static_cast<ptrdiff_t>(*which);
  ParcelPtr parcel = std::move(flying_[*which]);
  flying_.erase(flying_.begin() + at);
  handles_.erase(handles_.begin() + at);
  if (parcel->half) half_flying_ = false;
  sluice::Response response;
  Status status = shop_.client.finish(parcel->exchange, nullptr, response, cancel_);
  if (status.code() == SLUICE_E_CANCELLED) return status;
  Verdict verdict = judge_.judge(expected(*parcel), std::move(status), response);
  return settle(std::move(parcel), std::move(verdict));
}

// Ids are only read where results go by them; otherwise the number of records is what counts.
std::vector<Expected> Dispatch::expected(const Parcel& parcel) const {
  std::vector<Expected> out;
  auto& results = shop_.settings.results;
  if (!results) return std::vector<Expected>(parcel.records.size());
  for (uint32_t record : parcel.records) {
    std::string_view id;
    if (results->record_id) {
      const Value value = results->record_id->find(batch_[shop_.texts.index(record)].root());
      id = value.is_string() ? value.string_or("") : value.text();
    }
    out.push_back({id, {}});
  }
  return out;
}

Status Dispatch::settle(ParcelPtr parcel, Verdict verdict) {
  if (verdict.stop) return verdict.rest;
  note_health(verdict);
  if (rest_ && !verdict.rest) rest_ = verdict.rest;
  if (verdict.split && rest_) {
    split(std::move(parcel));
    return {};
  }
  for (size_t i = 0; i < parcel->records.size(); i++)
    settle_record(parcel->records[i], verdict.each.empty() ? verdict.all : verdict.each[i].outcome);
  keep(std::move(parcel));
  return {};
}

void Dispatch::note_health(const Verdict& verdict) {
  if (verdict.split) return;
  shop_.server_errors = verdict.server_error ? shop_.server_errors + 1 : 0;
  if (shop_.server_errors >= kMostServerErrors && rest_)
    rest_ = sluice::rest::not_tried(shop_.server_errors, verdict.all);
}

// Somebody spoils it for the others: half by half until it is found.
void Dispatch::split(ParcelPtr parcel) {
  const auto middle = parcel->records.begin() + static_cast<ptrdiff_t>(parcel->records.size() / 2);
  ParcelPtr first = free_parcel(), second = free_parcel();
  first->records.assign(parcel->records.begin(), middle);
  second->records.assign(middle, parcel->records.end());
  first->half = second->half = true;
  keep(std::move(parcel));
  halves_.push_front(std::move(second));
  halves_.push_front(std::move(first));
}

void Dispatch::settle_record(uint32_t record, const Status& outcome) {
  sluice_outcome& out = outcomes_[shop_.texts.index(record)];
  out.status = outcome.code();
  out.retry_after_ms = outcome.retry_after_ms();
  out.remote_code = outcome.remote_code();
  if (!outcome) out.message = batch_.copy(outcome.message());
  settled_[record] = 1;
  shop_.queue.settle(record, !is_offered_again(outcome.code()));
}

// What was not sent: the system is in trouble, or an earlier record of the same key is.
void Dispatch::settle_rest() {
  const Status behind(SLUICE_E_UNAVAILABLE,
                      "waits for an earlier record with the same order_by value");
  const Status& why = rest_ ? behind : rest_;
  for (uint32_t i = 0; i < settled_.size(); i++)
    if (!settled_[i]) settle_record(i, why);
}

Dispatch::ParcelPtr Dispatch::free_parcel() {
  if (shop_.parcels.empty()) return std::make_unique<Parcel>();
  ParcelPtr out = std::move(shop_.parcels.back());
  shop_.parcels.pop_back();
  return out;
}

void Dispatch::keep(ParcelPtr parcel) {
  if (!parcel) return;
  parcel->clear();
  if (shop_.parcels.size() < kFreeParcels) shop_.parcels.push_back(std::move(parcel));
}

}  // namespace http_plugin
