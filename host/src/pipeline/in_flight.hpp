// The batches that the sink works on, oldest first: one, or several while a publisher that works
// ahead has not returned their outcomes. Sink lane.
#pragma once

#include <cstddef>
#include <deque>

#include "pipeline/batch_tools.hpp"
#include "pipeline/batch_work.hpp"
#include "pipeline/lane_queue.hpp"

namespace sluice::pipeline {

class InFlight {
 public:
  struct Entry {
    Entry(BatchTools& tools, Packet from)
        : packet(std::move(from)),
          work(tools, *packet.page, packet.at, packet.number, packet.first_step) {}
    Packet packet;
    BatchWork work;
  };

  // `most` 0: nothing is begun ahead. The tools outlive it.
  InFlight(BatchTools& tools, size_t most, size_t most_bytes)
      : tools_(tools), most_(most), most_bytes_(most_bytes) {}
  // Begun batches are abandoned.
  ~InFlight() { give_up(); }
  InFlight(const InFlight&) = delete;
  InFlight& operator=(const InFlight&) = delete;

  bool empty() const { return entries_.empty(); }
  // No other batch may be begun before the oldest is settled; nor, once something has to be offered
  // again, before all are: it would overtake later records of the source.
  bool full() const { return draining_ || entries_.size() >= most_ || bytes_ >= most_bytes_; }

  // Runs its steps.
  void add(Packet packet);
  // Offers the result to a publisher that works ahead. False: it was not begun, and all are to
  // be settled now.
  bool begin_newest();
  // It was not begun and never will be.
  void drop_newest();
  // Waits for the oldest's outcomes, and for all if part of it has to be offered again.
  Entry& collect_oldest();
  void drop_oldest();
  // After a failure: waits for what is under way.
  void collect_all();
  // What was given back of a batch parks if a later one of its order was accepted behind it.
  // REQUIRES: all outcomes are read.
  void park_overtaken();
  std::deque<Entry>& entries() { return entries_; }
  // Publishers return at once; the outcomes are not needed.
  void give_up();

 private:
  BatchTools& tools_;
  const size_t most_;
  const size_t most_bytes_;
  std::deque<Entry> entries_;
  size_t bytes_ = 0;
  bool draining_ = false;
};

}  // namespace sluice::pipeline
