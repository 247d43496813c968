// Runs steps over a batch, one after the other, and checks what each leaves behind. Used on the
// lane of its steps.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/plan.hpp"
#include "pipeline/run_context.hpp"
#include "record/batch.hpp"
#include "sluice/result.hpp"

namespace sluice::pipeline {

// What is to happen with a batch after steps or publishing.
struct Decision {
  enum class Kind {
    done,
    one_by_one,  // its records run again from their source text, alone; `why` is its failure
    again,       // a failure that may pass: all of it runs again from the source text, later
    stop
  };
  Kind kind = Kind::done;
  Status why = {};
  std::string at = {};  // name of the step it happened at

  static Decision of(Status why);  // by what the status says happens next
  bool done() const { return kind == Kind::done; }
};

// Counts and states are as the host left them or as the tables allow to change them.
Status check_batch(record::Batch& batch);

// Why record `index` is FAILED.
Status failure_of(const record::Batch& batch, size_t index);

class StepChain {
 public:
  // Hears of each record that fails, once, with the name of the step it failed at.
  using OnFailed = std::function<void(record::Batch&, size_t index, std::string_view step)>;

  // Both outlive it.
  StepChain(const RunContext& run, const std::vector<Step>& steps) : run_(run), steps_(steps) {}

  // Over the live records, until none is left. `cancel` interrupts.
  Decision run(record::Batch& batch, const sluice_cancel* cancel, const OnFailed& on_failed);

 private:
  Decision measured_step(const Step& step, record::Batch& batch, const sluice_cancel* cancel);
  sluice_status decided(sluice_status code, const Step& step, record::Batch& batch) const;
  Decision run_step(const Step& step, record::Batch& batch, const sluice_cancel* cancel);
  static void leave_to_first_part(record::Batch& batch, size_t count);
  size_t hear_failures(const Step& step, record::Batch& batch, const OnFailed& on_failed);

  const RunContext& run_;
  const std::vector<Step>& steps_;
  std::vector<char> heard_;  // by record: failed before, or reported
};

}  // namespace sluice::pipeline
