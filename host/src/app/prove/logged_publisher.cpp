#include "app/prove/logged_publisher.hpp"

#include <algorithm>
#include <cstring>

#include "sluice/record.h"

namespace sluice::app {
namespace {

std::vector<size_t> live_records(sluice_batch* batch) {
  std::vector<size_t> out;
  for (size_t i = 0; i < batch->count; i++)
    if (sluice_record_at(batch, i)->state == SLUICE_RECORD_LIVE) out.push_back(i);
  return out;
}

std::string key_of(sluice_batch* batch, size_t index) {
  return delivery_key(view(sluice_record_at(batch, index)->source));
}

}  // namespace

LoggedPublisher::LoggedPublisher(pipeline::Target& target, const std::string& pipeline,
                                 bool starts_over, DeliveryLog& log)
    : real_(target.publisher),
      real_self_(target.self),
      log_(log),
      number_(
          log.target(pipeline, target.name, {target.keeps_notes, target.replaces, starts_over})) {
  put_between();
  target.keyed = true;  // the backlog says what its records were read as
  target.publisher = &table_;
  target.self = this;
}

// It has what the real one has, no more: the engine asks for optional functions.
void LoggedPublisher::put_between() {
  using Table = sluice_publisher;
  std::memcpy(&table_, real_, std::min<size_t>(real_->struct_size, sizeof table_));
  const auto put = [](auto& slot, auto function) {
    if (slot) slot = function;
  };
  put(table_.resume, pass<&Table::resume, sluice_slice, const sluice_cancel*, sluice_error*>);
  put(table_.publish, publish);
  put(table_.flush,
      pass<&Table::flush, int32_t, sluice_text*, const sluice_cancel*, sluice_error*>);
  put(table_.finish, pass<&Table::finish, const sluice_cancel*, sluice_error*>);
  put(table_.restart, pass<&Table::restart, const sluice_cancel*, sluice_error*>);
  put(table_.begin, begin);
  put(table_.settle, settle);
  put(table_.recover, recover);
}

LoggedPublisher::Offer LoggedPublisher::offer(sluice_batch* batch, sluice_outcome* outcomes) {
  Offer out{outcomes, live_records(batch)};
  RecordKeys keys;
  for (const size_t index : out.records) keys.push_back(key_of(batch, index));
  log_.offered(number_, keys);
  return out;
}

// A failing status is about the system, and says of no record that it was taken.
void LoggedPublisher::outcome(sluice_batch* batch, const Offer& offer, sluice_status status) {
  RecordKeys taken;
  for (const size_t index : offer.records)
    if (status == SLUICE_OK && offer.outcomes[index].status == SLUICE_OK &&
        sluice_record_at(batch, index)->state == SLUICE_RECORD_LIVE)
      taken.push_back(key_of(batch, index));
  log_.settled(number_, taken);
}

sluice_status LoggedPublisher::publish(void* self, sluice_batch* batch, sluice_outcome* outcomes,
                                       const sluice_cancel* cancel, sluice_error* error) {
  auto* const me = static_cast<LoggedPublisher*>(self);
  const Offer given = me->offer(batch, outcomes);
  const sluice_status status = me->real_->publish(me->real_self_, batch, outcomes, cancel, error);
  me->outcome(batch, given, status);
  return status;
}

sluice_status LoggedPublisher::begin(void* self, sluice_batch* batch, sluice_outcome* outcomes,
                                     const sluice_cancel* cancel, sluice_error* error) {
  auto* const me = static_cast<LoggedPublisher*>(self);
  Offer given = me->offer(batch, outcomes);
  const sluice_status status = me->real_->begin(me->real_self_, batch, outcomes, cancel, error);
  if (status != SLUICE_OK)
    me->log_.withdrawn(me->number_);
  else
    me->begun_.push_back(std::move(given));
  return status;
}

sluice_status LoggedPublisher::settle(void* self, sluice_batch* batch, const sluice_cancel* cancel,
                                      sluice_error* error) {
  auto* const me = static_cast<LoggedPublisher*>(self);
  const sluice_status status = me->real_->settle(me->real_self_, batch, cancel, error);
  me->outcome(batch, me->begun_.front(), status);
  me->begun_.pop_front();
  return status;
}

sluice_status LoggedPublisher::recover(void* self, sluice_batch* batch, sluice_outcome* outcomes,
                                       const sluice_cancel* cancel, sluice_error* error) {
  auto* const me = static_cast<LoggedPublisher*>(self);
  const std::vector<size_t> asked = live_records(batch);
  const sluice_status status = me->real_->recover(me->real_self_, batch, outcomes, cancel, error);
  RecordKeys there, not_there;
  for (const size_t index : asked) {
    if (status != SLUICE_OK) continue;
    if (outcomes[index].status == SLUICE_OK) there.push_back(key_of(batch, index));
    if (outcomes[index].status == SLUICE_END) not_there.push_back(key_of(batch, index));
  }
  me->log_.recovered(me->number_, there, not_there);
  return status;
}

}  // namespace sluice::app
