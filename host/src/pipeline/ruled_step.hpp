// Runs a step that has settings of the host: on the records or elements for which `when` holds, and
// with `on_error` for those that fail. On the step's lane.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "pipeline/decision.hpp"
#include "pipeline/step_rules.hpp"
#include "record/batch.hpp"
#include "record/grow_array.hpp"

namespace sluice::pipeline {

class RuledStep {
 public:
  // The step itself, over the batch's live records.
  using Call = std::function<Decision()>;
  // A failure as it may be shown.
  using Redact = std::function<std::string(std::string_view)>;

  // All outlive it. `cancel` interrupts.
  RuledStep(StepRules& rules, record::Batch& batch, const sluice_cancel* cancel, const Call& call,
            const Redact& redact)
      : rules_(rules),
        batch_(batch),
        cancel_(cancel),
        call_(call),
        redact_(redact),
        saved_(batch.budget()) {}

  Decision run();
  // Something that failed was dropped by on_error.
  bool has_dropped() const { return has_dropped_; }

 private:
  enum class Mark : uint8_t { other, offered, hidden };

  Decision run_on_elements();
  Decision run_on_records();
  void mark_live();
  Status ask_when();
  Status save();
  void show_hidden();
  Decision attributed(Decision decision);
  void handle_failures();
  void handle_failure(size_t index);
  void remark(const char* what, size_t index);

  StepRules& rules_;
  record::Batch& batch_;
  const sluice_cancel* cancel_;
  const Call& call_;
  const Redact& redact_;
  std::vector<Mark> marks_;  // by record there was before the step
  size_t offered_ = 0;
  bool has_dropped_ = false;
  record::GrowArray<sluice_record> saved_;  // the same, if they may be kept as they were
};

}  // namespace sluice::pipeline
