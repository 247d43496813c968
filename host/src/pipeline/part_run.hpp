// A record, or a few that run together, of which a step makes too many records for one batch: the
// step makes some of them at a time, and each part goes all the way before the next one is made.
// Sink lane.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "pipeline/decision.hpp"
#include "pipeline/state_writes.hpp"
#include "record/parts.hpp"
#include "sluice/result.hpp"

namespace sluice::pipeline {

struct Part {
  std::vector<record::Window> windows;  // by step; none: all of it
  std::vector<char> done;               // by target: it accepted these records already
};

// What a PartRun runs.
class PartWork {
 public:
  virtual ~PartWork() = default;

  // Takes the part all the way; `done` is filled. OK, or why not; then nothing of its steps is
  // left. Never `again`.
  virtual Decision attempt(Part& part) = 0;
  // What the steps of the last attempt made.
  virtual const record::Parts& parts() const = 0;
  virtual StateWrites& states() = 0;
  // The records park, or what is left of them.
  virtual void park(const Decision& decision) = 0;
};

class PartRun {
 public:
  // The work outlives it. `first`: number of its first step among all_steps.
  PartRun(PartWork& work, size_t first) : work_(work), first_(first) {}

  // The whole first, parts if that is too large. `done` as of a Part. OK: all of it is settled.
  Status run(const std::vector<char>& done);
  // The same, where the last attempt at `part` has `failed`.
  Status run_after(Part part, Decision failed);

 private:
  Status run_windows(const Part& part, size_t step, uint64_t size);

  PartWork& work_;
  const size_t first_;
  size_t parked_ = 0;
};

}  // namespace sluice::pipeline
