// Which tasks one walk of a retry is about: what stopped at one step of one pipeline. A value; no
// thread rule.
#pragma once

#include <string>

#include "store/pipeline_state.hpp"
#include "store/task.hpp"

namespace sluice::app {

struct RetryWalk {
  std::string pipeline;
  std::string step;
  bool from_start = false;  // of tasks that have no value but the source

  // Its entry in the store. Never a pipeline's name: those have no slash.
  std::string place() const { return pipeline + "/retry/" + (from_start ? "start/" : "") + step; }
  // Its tasks in one of these states.
  store::TaskFilter tasks(std::vector<store::TaskState> states) const {
    store::TaskFilter filter;
    filter.pipeline = pipeline;
    filter.step = step;
    filter.from_start = from_start;
    filter.states = std::move(states);
    return filter;
  }
  bool operator==(const RetryWalk&) const = default;
};

}  // namespace sluice::app
