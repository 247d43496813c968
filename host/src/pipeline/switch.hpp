// Sends each record into the chain of the first case that holds for it. Made with the step on the
// main thread, then used on its lane.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/step_settings.hpp"
#include "record/batch.hpp"
#include "sluice/expression/expression.hpp"
#include "sluice/findings.hpp"
#include "sluice/result.hpp"

namespace sluice::pipeline {

class Switch {
 public:
  // What is wrong is a finding of the component that `host` belongs to, each; the result is the
  // first of them. `scratch` is borrowed for the call.
  static Result<std::unique_ptr<Switch>> of(const base::SwitchSettings& settings, const Host& host,
                                            sluice_batch* scratch);

  // Of the live records; one for which a case cannot be evaluated fails. `cancel` interrupts.
  Status run(record::Batch& batch, const sluice_cancel* cancel);
  // Warns of a `when` that cannot mean anything on records with these members (ext/members.h).
  // [main]
  void check_members(std::string_view members);
  // Paths that it looked for, and that no record had.
  void add_absent(std::vector<std::string>* out);

 private:
  struct Case {
    expression::Expression when;
    uint32_t chain;
  };

  explicit Switch(const Host& host) : findings_(host) {}
  Status add_case(size_t index, const base::SwitchSettings::Case& one,
                  const expression::Workbench& workbench);
  Status choose(record::Batch& batch, size_t index, std::vector<expression::Evaluator>& evaluators);

  Findings findings_;
  std::vector<Case> cases_;
  uint32_t otherwise_ = 0;
};

}  // namespace sluice::pipeline
