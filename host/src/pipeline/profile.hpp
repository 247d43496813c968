// Where a run's time was spent: CPU, waiting, bytes and memory of each component, the waits of the
// lanes and the time of the store. Each lane fills its own part; read it when the run is over.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "measure/ledger.hpp"
#include "record/batch.hpp"

namespace sluice::pipeline {

struct Plan;

// The cost of the calls into one component.
struct Meter {
  std::string name;    // "transformers[1] (core.map)"
  std::string plugin;  // "core"; empty: not of a plugin
  uint64_t batches = 0;
  uint64_t records_in = 0, records_out = 0;
  // A source's: bytes of its responses, or else its pages; the records it made. A step's: texts of
  // the records it got and left. A publisher's: texts of its records; the bytes it sent, or else
  // what the host wrote for it.
  uint64_t bytes_in = 0, bytes_out = 0;
  uint64_t page_bytes = 0;  // of its batches' pages
  uint64_t memory = 0;      // bytes its calls added to their batches
  int64_t wall_ns = 0;
  int64_t cpu_ns = 0;       // the host's work for it included
  measure::Work work = {};  // within its calls, and waits before trying them again

  int64_t own_cpu_ns() const { return cpu_ns - work.host_cpu(); }
  // For responses of its remote system.
  int64_t responses_ns() const {
    return work.waited(measure::Wait::first_byte) + work.waited(measure::Wait::transfer);
  }
  // Neither computing nor a wait that the host measures: a disk, a lock, a core that was busy.
  int64_t elsewhere_ns() const;
};

struct Lane {
  int64_t wall_ns = 0;
  int64_t cpu_ns = 0;
  measure::Work work = {};
  int64_t waited(measure::Wait why) const { return work.waited(why); }
  // Not waiting for the other lane.
  int64_t busy_ns() const {
    return wall_ns - waited(measure::Wait::page) - waited(measure::Wait::room);
  }
};

struct Profile {
  Meter source;
  std::vector<Meter> request_steps;
  std::vector<Meter> steps;  // in the order of all_steps
  std::vector<Meter> targets;
  std::vector<Meter> flushes;   // of the targets
  Meter store;                  // its thread's commits; `batches` counts them
  Lane source_lane, sink_lane;  // one lane: all is the sink's
  int64_t elapsed_ns = 0;
  unsigned lanes = 1;
  bool failed = false;
  bool allocations_counted = false;

  Profile() = default;
  explicit Profile(const Plan& plan);

  // The meaning of the source's `bytes_in` and the publishers' `bytes_out` is known at the end.
  void settle_bytes();

  std::vector<const Meter*> components() const;  // in the order records pass them
  // CPU of the lanes outside of components: settling, committing, passing batches on.
  int64_t engine_cpu_ns() const;
  int64_t waited(measure::Wait why) const {
    return source_lane.waited(why) + sink_lane.waited(why);
  }
};

// Adds what happens in its scope to a meter. Does nothing without a meter, which needs an open
// ledger.
class Measured {
 public:
  // With a batch: its records and bytes, before and after.
  Measured(Meter* meter, record::Batch* batch);
  ~Measured();
  Measured(const Measured&) = delete;
  Measured& operator=(const Measured&) = delete;

 private:
  Meter* const meter_;
  record::Batch* const batch_;
  int64_t cpu_ = 0, wall_ = 0;
  size_t memory_ = 0;
  measure::Work before_ = {};
};

// Opens a ledger for its scope, whose sums become the lane's; null: nothing.
class LaneMeasured {
 public:
  LaneMeasured(Lane* lane, base::TimeSource& time);
  ~LaneMeasured();
  LaneMeasured(const LaneMeasured&) = delete;
  LaneMeasured& operator=(const LaneMeasured&) = delete;

 private:
  Lane* const lane_;
  measure::Ledger ledger_;
  int64_t cpu_ = 0, wall_ = 0;
};

}  // namespace sluice::pipeline
