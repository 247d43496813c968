// What is passed from the source lane to the sink lane, and the bounded queue between them. Two
// threads, one at each end; `close` from either. A batch in a packet belongs to the holder of the
// packet.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "pipeline/batch_pool.hpp"
#include "record/batch.hpp"
#include "sluice/result.hpp"
#include "store/pipeline_state.hpp"

namespace sluice::pipeline {

struct Packet {
  enum class Kind { opened, batch, failed };
  Kind kind = Kind::failed;
  store::Cursor cursor;    // opened: where the walk starts
  BatchPool::Handle page;  // batch
  std::string at;          // batch: its page and the cursor before it, in words
  uint64_t number = 0;     // batch: of its page, from 1
  bool last = false;       // batch: the walk is over
  bool partial = false;    // batch: the walk is over, and left out some of what the source has
  size_t first_step =
      0;                // batch: before which it was not; after 0: a step gave it at the walk's end
  bool paused = false;  // batch: this run is over, the next one continues the walk
  Status status;        // failed: why; nothing comes after it
  uint64_t retries = 0;  // made for this packet
  size_t bytes = 0;      // of the batch when it was pushed; the queue's
};

class LaneQueue {
 public:
  // Of at most `capacity` packets. `ahead_bytes`: see wait_for_room.
  explicit LaneQueue(size_t capacity, size_t ahead_bytes = SIZE_MAX)
      : capacity_(capacity ? capacity : 1), ahead_bytes_(ahead_bytes) {}

  // Before the next page is read: waits until the batches queued and in the sink's hand hold no
  // more than `ahead_bytes`, by their sizes when pushed. False once closed.
  bool wait_for_room();

  // Waits for room. False once closed: the packet is dropped.
  bool push(Packet packet);
  // Waits up to `timeout_ms`; nothing if none came. The previous packet counts as done. What
  // was pushed before `close` still comes.
  std::optional<Packet> pop(int64_t timeout_ms);
  // No push succeeds any more.
  void close();

 private:
  const size_t capacity_;
  const size_t ahead_bytes_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Packet> packets_;
  size_t queued_bytes_ = 0;
  size_t in_hand_bytes_ = 0;  // of the packet popped last
  bool closed_ = false;
};

}  // namespace sluice::pipeline
