// The compiled settings that the host gives a step: when, each, on_error. Made with the step on the
// main thread, then used on its lane: evaluating remembers where members were found.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "base/step_settings.hpp"
#include "sluice/expression/expression.hpp"
#include "sluice/expression/path.hpp"
#include "sluice/findings.hpp"
#include "sluice/result.hpp"

namespace sluice::pipeline {

class StepRules {
 public:
  // Null where none is given. What is wrong is a finding of the component that `host` belongs to,
  // each; the result is the first of them. `scratch` is borrowed for the call.
  static Result<std::unique_ptr<StepRules>> of(const base::StepSettings& settings, const Host& host,
                                               sluice_batch* scratch);

  // Null: every record passes the step.
  expression::Program* when() { return when_ ? &when_->program() : nullptr; }
  // Null: the step runs on the records themselves.
  expression::Path* each() { return each_ ? &*each_ : nullptr; }
  base::OnError on_error() const { return on_error_; }
  const Findings& findings() const { return findings_; }
  // Warns of what cannot mean anything on records with these members (ext/members.h). [main]
  void check_members(std::string_view members);

 private:
  explicit StepRules(const Host& host) : findings_(host) {}
  Status read_when(const std::string& text, const expression::Workbench& workbench);
  Status read_each(std::string text, const expression::Workbench& workbench);
  Status refuse(const char* pointer, const Status& why) const;

  Findings findings_;
  std::optional<expression::Expression> when_;
  std::optional<expression::Path> each_;
  base::OnError on_error_ = base::OnError::park;
};

}  // namespace sluice::pipeline
