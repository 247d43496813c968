// Records that are at hand as the source of a run: numbered lines (backlog/numbered_lines.hpp), and
// the step that leaves the records alone. Made on the main thread; then each table on its lane.
#pragma once

#include <string>
#include <vector>

#include "pipeline/plan.hpp"

namespace sluice::app {

class GivenRecords {
 public:
  // `records`: JSON, numbered from 1. They outlive it. `whole`: they are all that a walk gives.
  GivenRecords(const std::vector<std::string>& records, bool whole)
      : records_(records), whole_(whole) {}
  GivenRecords(const GivenRecords&) = delete;
  GivenRecords& operator=(const GivenRecords&) = delete;

  // Takes the place of the plan's source and of what it is asked for.
  void stand_in_for_source(pipeline::Plan& plan);

  // The name of the step that is only here.
  static constexpr const char* kStep = "input";

 private:
  sluice_status poll(sluice_batch* into, sluice_error* error);

  const std::vector<std::string>& records_;
  const bool whole_;
  size_t next_ = 0;
};

}  // namespace sluice::app
