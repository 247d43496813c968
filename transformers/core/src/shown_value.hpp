// The value of an expression as a person reads it in a message: text as it is, all else as JSON,
// cut where it is long. Make one for each call of `transform`. [lane]
#pragma once

#include <string>

#include "sluice/expression/expression.hpp"
#include "sluice/expression/report.hpp"
#include "sluice/findings.hpp"
#include "sluice/result.hpp"

namespace sluice::core {

class ShownValue {
 public:
  static constexpr size_t kLongest = 1000;

  // Both outlive it.
  ShownValue(expression::Expression& source, sluice_batch* batch)
      : batch_(batch), evaluator_(source.program(), batch) {}

  Status read(sluice_value* root, std::string* out);
  void tell_notes(const Findings& findings) const { expression::tell_notes(findings, evaluator_); }

 private:
  sluice_batch* batch_;
  expression::Evaluator evaluator_;
};

}  // namespace sluice::core
