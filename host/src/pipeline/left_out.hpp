// Where a walk left records out that its source gave: the first step at which one parked, or was
// dropped by on_error. A filter leaves nothing out. Sink lane.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "pipeline/plan.hpp"

namespace sluice::pipeline {

class LeftOut {
 public:
  // The plan outlives it.
  explicit LeftOut(const Plan& plan) : plan_(plan) {}

  // What an earlier run of the walk stored; empty: nothing. A step that is not there any more
  // counts as the source: nobody knows which of the steps came after it.
  void resume(std::string_view at);
  // A record parked or was dropped there. What targets and their own steps refuse has passed all
  // the steps.
  void note(std::string_view step);
  // Of such a step, the source for those that parked before any; empty: nothing was left out.
  const std::string& at() const { return at_; }
  // Some record of the walk did not get through the steps up to this one.
  bool by(size_t step) const { return first_ && *first_ <= step; }

 private:
  // Steps are counted from 0, and so is the source: both are before what follows.
  std::optional<size_t> place_of(std::string_view step) const;

  const Plan& plan_;
  std::optional<size_t> first_;
  std::string at_;
};

}  // namespace sluice::pipeline
