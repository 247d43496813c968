// Runs steps over a batch, one after the other, and checks the result of each. Used on the
// lane of its steps.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

#include "pipeline/decision.hpp"
#include "pipeline/plan.hpp"
#include "pipeline/run_context.hpp"
#include "record/batch.hpp"

namespace sluice::pipeline {

class StepChain {
 public:
  // Called for each record that fails, once, with the name of the step. A later step may give the
  // record another index, but not another number (record::RecordList).
  using OnFailed = std::function<void(record::Batch&, size_t index, std::string_view step)>;

  // Both outlive it.
  StepChain(const RunContext& run, const std::vector<Step>& steps) : run_(run), steps_(steps) {}

  // Over the live records, until none is left, from step number `first` to before `end`. `cancel`
  // interrupts.
  Decision run(record::Batch& batch, const sluice_cancel* cancel, const OnFailed& on_failed,
               size_t first = 0, size_t end = SIZE_MAX);

 private:
  Decision measured_step(const Step& step, record::Batch& batch, const sluice_cancel* cancel);
  sluice_status decided(sluice_status code, const Step& step, record::Batch& batch) const;
  Decision run_step(const Step& step, record::Batch& batch, const sluice_cancel* cancel);
  Decision call_step(const Step& step, record::Batch& batch, const sluice_cancel* cancel);
  static void leave_to_first_part(record::Batch& batch, size_t count);
  size_t hear_failures(const Step& step, record::Batch& batch, const OnFailed& on_failed);
  Status place_derived(record::Batch& batch);
  void hear_all(record::Batch& batch);

  const RunContext& run_;
  const std::vector<Step>& steps_;
  std::vector<char> heard_;  // by record: failed before, or reported
};

}  // namespace sluice::pipeline
