// An order of items by the value of an expression: numbers before texts before all else, the last
// among themselves as they came. [lane]
#pragma once

#include <optional>

#include "step_helpers.hpp"

namespace sluice::core {

class SortOrder {
 public:
  // Of the settings `sort` and `descending`.
  Status read(const Setup& setup);
  bool given() const { return by_.has_value(); }
  expression::Program& program() { return by_->program(); }
  // Whether `a` comes before `b`. A number that cannot be read is as no number.
  bool before(expression::Evaluator& evaluator, const sluice_value& a, const sluice_value& b) const;

 private:
  std::optional<expression::Expression> by_;
  bool descending_ = false;
};

}  // namespace sluice::core
