// One expression over sample records. Main thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "record/batch.hpp"
#include "services/interner.hpp"
#include "sluice/expression/expression.hpp"
#include "sluice/result.hpp"

namespace sluice::app {

class Evaluation {
 public:
  using Variable = std::function<std::optional<std::string>(const std::string& name)>;
  // E_INVALID: what is wrong with the expression, and at which column. `variable`: the values of
  // environment variables that it may use.
  static Result<Evaluation> compile(std::string_view expression, const Variable& variable);
  // With those of this process.
  static Result<Evaluation> compile(std::string_view expression);

  // The result for a record, as JSON. `record`: JSON. E_INVALID: it is none; E_DATA: it fails
  // there.
  Result<std::string> of(std::string_view record);

  // What it hardly says as it was meant.
  const std::vector<std::string>& warnings() const { return expression_.warnings(); }

 private:
  // What the compiled program lives in.
  struct Ground {
    services::Interner names;
    record::Batch literals{record::Limits()};
  };
  Evaluation(std::unique_ptr<Ground> ground, expression::Expression expression)
      : ground_(std::move(ground)), expression_(std::move(expression)) {}

  std::unique_ptr<Ground> ground_;
  expression::Expression expression_;
};

}  // namespace sluice::app
