#include "pipeline/in_hand.hpp"

#include <utility>

namespace sluice::pipeline {

void InHand::add(Packet packet) {
  Entry& entry = entries_.emplace_back(tools_, std::move(packet));
  entry.work.run_steps();
  entry.packet.bytes = entry.packet.page->memory_used();
  bytes_ += entry.packet.bytes;
}

bool InHand::begin_newest() { return most_ != 0 && entries_.back().work.begin_ahead(); }

void InHand::drop_newest() {
  bytes_ -= entries_.back().packet.bytes;
  entries_.pop_back();
}

InHand::Entry& InHand::collect_oldest() {
  const sluice_cancel* cancel = tools_.run.cancel.drain;
  Entry& oldest = entries_.front();
  if (oldest.work.collect(cancel)) return oldest;
  draining_ = true;
  for (Entry& entry : entries_) entry.work.collect(cancel);
  return oldest;
}

void InHand::drop_oldest() {
  bytes_ -= entries_.front().packet.bytes;
  entries_.pop_front();
  draining_ = draining_ && !entries_.empty();
}

void InHand::collect_all() {
  for (Entry& entry : entries_) entry.work.collect(tools_.run.cancel.drain);
}

void InHand::give_up() {
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
