// Where a run's time went: CPU and waiting of each component, and what the lanes waited for. Each
// lane fills its own part; read it when the run is over.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "record/batch.hpp"

namespace sluice::pipeline {

struct Plan;

// What the calls into one component took.
struct Meter {
  std::string name;     // "transformers[1] (core.map)"
  uint64_t calls = 0;   // one a batch, repeats included
  uint64_t bytes = 0;   // of the pages it worked on
  uint64_t memory = 0;  // bytes its calls added to their batches
  int64_t cpu_ns = 0;
  int64_t wall_ns = 0;
  int64_t budget_ns = 0;  // of the wall time: held back by a rate budget

  // Spent waiting for another system: neither computing nor held back.
  int64_t wait_ns() const;
};

struct Profile {
  Meter source;
  std::vector<Meter> steps, targets;
  Meter commits;            // flushing publishers and waiting for the store
  int64_t for_page_ns = 0;  // the sink lane had nothing to do
  int64_t for_room_ns = 0;  // the source lane had nowhere to put its page
  int64_t elapsed_ns = 0;
  unsigned lanes = 1;

  Profile() = default;
  explicit Profile(const Plan& plan);

  // One sentence: what this run would have to get rid of to be faster.
  std::string bound() const;
};

// Adds the time of its scope to a meter. Nothing happens without a meter.
class Measured {
 public:
  // `held`: nanoseconds this thread was held back by rate budgets so far; may be empty.
  using Held = std::function<int64_t()>;
  Measured(Meter* meter, record::Batch* batch, const Held& held);
  ~Measured();
  Measured(const Measured&) = delete;
  Measured& operator=(const Measured&) = delete;

 private:
  Meter* meter_;
  record::Batch* batch_;
  const Held& held_;
  int64_t cpu_ = 0, wall_ = 0, budget_ = 0;
  size_t memory_ = 0;
};

// Adds the time of its scope to a sum; null: does nothing.
class Waited {
 public:
  explicit Waited(int64_t* sum);
  ~Waited();
  Waited(const Waited&) = delete;
  Waited& operator=(const Waited&) = delete;

 private:
  int64_t* sum_;
  int64_t start_ = 0;
};

}  // namespace sluice::pipeline
