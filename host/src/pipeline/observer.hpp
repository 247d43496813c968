// Receives the progress of a run.
#pragma once

#include <string_view>

#include "pipeline/report.hpp"

namespace sluice::pipeline {

// Called from the sink lane after each batch; must not block.
class Observer {
 public:
  virtual ~Observer() = default;
  virtual void progress(const RunReport& so_far) { (void)so_far; }
  // A line for people: waits, retries, records run one by one. [any]
  virtual void note(std::string_view line) { (void)line; }
};

}  // namespace sluice::pipeline
