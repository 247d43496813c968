// A record, or a few that run together, of which a step makes too many records for one batch: the
// step makes some of them at a time, and each part passes the rest of the chain and the
// publishers before the next one is made. Sink lane.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "pipeline/batch_attempt.hpp"
#include "pipeline/batch_origins.hpp"
#include "pipeline/batch_results.hpp"
#include "pipeline/batch_tools.hpp"
#include "pipeline/decision.hpp"
#include "record/batch.hpp"
#include "record/parts.hpp"

namespace sluice::pipeline {

// The context of a PartRun; all of it outlives it.
struct PartContext {
  BatchTools& tools;
  const BatchOrigins& origins;
  BatchAttempt& attempt;
  BatchResults& results;
};

class PartRun {
 public:
  // Of these origins, in `batch`, which it may overwrite. They outlive it.
  PartRun(const PartContext& context, const std::vector<uint32_t>& numbers, record::Batch& batch)
      : context_(context), numbers_(numbers), batch_(batch) {}

  // The whole first, parts if that is too large. `done`, by target: it accepted these records
  // already. OK: all of it is settled.
  Status run(const std::vector<char>& done);

 private:
  struct Part {
    std::vector<record::Window> windows;  // by step
    std::vector<char> done;               // as of a SubBatch
  };

  Decision attempt_once(Part& part);
  Decision try_part(Part& part);
  Status after_failure(Part part, Decision failed);
  Status run_windows(const Part& part, size_t step, uint64_t size);
  void park(const Decision& decision);

  PartContext context_;
  const std::vector<uint32_t>& numbers_;
  record::Batch& batch_;
  size_t parked_ = 0;
};

}  // namespace sluice::pipeline
