#include "pipeline/in_flight.hpp"

#include <cstdint>
#include <set>
#include <utility>

namespace sluice::pipeline {

void InFlight::add(Packet packet) {
  Entry& entry = entries_.emplace_back(tools_, std::move(packet));
  entry.work.run_steps();
  entry.packet.bytes = entry.packet.page->memory_used();
  bytes_ += entry.packet.bytes;
}

bool InFlight::begin_newest() {
  BatchWork& newest = entries_.back().work;
  if (most_ != 0) newest.begin_ahead();
  return newest.state() == BatchState::begun;
}

void InFlight::drop_newest() {
  bytes_ -= entries_.back().packet.bytes;
  entries_.pop_back();
}

InFlight::Entry& InFlight::collect_oldest() {
  const sluice_cancel* cancel = tools_.run.cancel.drain;
  Entry& oldest = entries_.front();
  oldest.work.collect(cancel);
  if (oldest.work.state() == BatchState::collected) return oldest;
  draining_ = true;
  for (Entry& entry : entries_) entry.work.collect(cancel);
  return oldest;
}

void InFlight::drop_oldest() {
  bytes_ -= entries_.front().packet.bytes;
  entries_.pop_front();
  draining_ = draining_ && !entries_.empty();
}

void InFlight::collect_all() {
  for (Entry& entry : entries_) entry.work.collect(tools_.run.cancel.drain);
}

void InFlight::park_overtaken() {
  std::set<uint32_t> later;
  for (auto entry = entries_.rbegin(); entries_.size() > 1 && entry != entries_.rend(); ++entry) {
    entry->work.park_overtaken(later);
    later.merge(entry->work.orders_taken());
  }
}

void InFlight::give_up() {
  sluice_cancel now = {};
  now.struct_size = sizeof now;
  now.wake = -1;
  now.requested = [](const sluice_cancel*) -> int32_t { return 1; };
  now.remaining_ms = [](const sluice_cancel*) -> int64_t { return 0; };
  for (Entry& entry : entries_) entry.work.collect(&now);
  entries_.clear();
  bytes_ = 0;
}

}  // namespace sluice::pipeline
