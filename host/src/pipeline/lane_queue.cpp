#include "pipeline/lane_queue.hpp"

#include <chrono>
#include <utility>

namespace sluice::pipeline {

bool LaneQueue::wait_for_room() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return closed_ || queued_bytes_ + in_hand_bytes_ <= ahead_bytes_; });
  return !closed_;
}

bool LaneQueue::push(Packet packet) {
  packet.bytes = packet.page ? packet.page->memory_used() : 0;
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return closed_ || packets_.size() < capacity_; });
  if (closed_) return false;
  queued_bytes_ += packet.bytes;
  packets_.push_back(std::move(packet));
  changed_.notify_all();
  return true;
}

std::optional<Packet> LaneQueue::pop(int64_t timeout_ms) {
  std::unique_lock lock(mutex_);
  if (std::exchange(in_hand_bytes_, 0) > 0) changed_.notify_all();
  changed_.wait_for(lock, std::chrono::milliseconds(timeout_ms),
                    [&] { return closed_ || !packets_.empty(); });
  if (packets_.empty()) return std::nullopt;
  Packet packet = std::move(packets_.front());
  packets_.pop_front();
  queued_bytes_ -= packet.bytes;
  in_hand_bytes_ = packet.bytes;
  changed_.notify_all();
  return packet;
}

void LaneQueue::close() {
  std::lock_guard lock(mutex_);
  closed_ = true;
  changed_.notify_all();
}

}  // namespace sluice::pipeline
