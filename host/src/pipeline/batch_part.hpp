// Some of a batch's records alone, from their source texts through all steps to every target: the
// work of a PartRun. Sink lane.
#pragma once

#include <cstdint>
#include <vector>

#include "pipeline/batch_attempt.hpp"
#include "pipeline/batch_origins.hpp"
#include "pipeline/batch_results.hpp"
#include "pipeline/batch_tools.hpp"
#include "pipeline/decision.hpp"
#include "pipeline/part_run.hpp"
#include "record/batch.hpp"

namespace sluice::pipeline {

// The context of a BatchPart; all of it outlives it.
struct PartContext {
  BatchTools& tools;
  const BatchOrigins& origins;
  BatchAttempt& attempt;
  BatchResults& results;
};

class BatchPart : public PartWork {
 public:
  // Of these origins, in `batch`, which it may overwrite. They outlive it.
  BatchPart(const PartContext& context, const std::vector<uint32_t>& numbers, record::Batch& batch)
      : context_(context), numbers_(numbers), batch_(batch) {}

  Decision attempt(Part& part) override;
  const record::Parts& parts() const override { return batch_.parts(); }
  StateWrites& states() override { return context_.attempt.states(); }
  void park(const Decision& decision) override;

 private:
  Decision attempt_once(Part& part);

  PartContext context_;
  const std::vector<uint32_t>& numbers_;
  record::Batch& batch_;
};

}  // namespace sluice::pipeline
