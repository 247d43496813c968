// What steps wrote for records of a batch that parked, until their tasks are known: it is kept with
// them, so that it counts once a retry brings the record through. Sink lane.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "pipeline/plan.hpp"
#include "pipeline/run_rows.hpp"
#include "pipeline/step_state.hpp"
#include "record/batch.hpp"
#include "store/pipeline_state.hpp"

namespace sluice::pipeline {

// What one step wrote for one record.
struct DeferredOf {
  store::DeferredWrites writes;
  std::vector<uint32_t> origins;  // the page's numbers
  std::optional<size_t> target;   // whose own step it is
  bool waits = false;             // for records that wait in a backlog, not for parked ones
};

// What the page's records were settled as: tasks, and what was added to backlogs.
struct SettledAs {
  const std::vector<store::Task>& tasks;
  const std::vector<store::WaitingRecord>& waiting;
};

// With the places of those of the tasks that have to end first, or of the records in backlogs. What
// none waits for, or what is too large to be kept with a task, is left out.
std::vector<store::DeferredWrites> with_places(std::vector<DeferredOf> deferred,
                                               record::Batch& page, const Plan& plan,
                                               const SettledAs& settled);

size_t bytes_of(const store::DeferredWrites& writes);

// Leaves out what a later batch wrote anew: that waits for the same commit, and came later.
void drop_overwritten(std::vector<store::DeferredWrites>& deferred,
                      const std::vector<std::unique_ptr<StepState>>& states, const RunRows& rows);

}  // namespace sluice::pipeline
