// Passes a batch, or some of its records, through the steps and to each publisher in turn, and
// undoes the effects of a failed attempt. One per batch; sink lane.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "pipeline/batch_results.hpp"
#include "pipeline/batch_tools.hpp"
#include "pipeline/decision.hpp"
#include "pipeline/origin_groups.hpp"
#include "pipeline/state_writes.hpp"
#include "pipeline/sub_batch.hpp"

namespace sluice::pipeline {

class BatchAttempt {
 public:
  // A state to which an attempt can be undone.
  struct Mark {
    size_t tasks = 0;
    StateWrites::Mark writes;
  };

  // All of it outlives it. `origins`: how many records the batch has as they were read;
  // `first_step`: of the plan's, before which it was not.
  BatchAttempt(BatchTools& tools, BatchResults& results, size_t origins, size_t first_step)
      : tools_(tools),
        results_(results),
        states_(tools.states, tools.run.plan),
        merged_(origins),
        first_step_(first_step) {}

  // Steps, then each publisher that has not finished it.
  Decision run(SubBatch& sub) { return deliver(sub, run_steps(sub), nullptr); }
  Decision run_steps(SubBatch& sub);
  // What the steps left, if they succeeded. `pending`: begun with the only target, whose outcomes
  // are available; may be null. What steps settled counts only when all of it is done.
  Decision deliver(SubBatch& sub, Decision after_steps, PendingPublish* pending);

  Mark mark() const { return {results_.step_tasks(), states_.mark()}; }
  // State written since is dropped, with the tasks made by the plan's steps; except state of the
  // own steps of targets that have `finished` (by target) and so do not run again.
  void undo(const Mark& mark, const std::vector<char>& finished);
  // The whole batch, tried as `sub`, will run again in pieces: state of the targets that have
  // finished it is kept. It cannot be undone.
  void keep_finished(const SubBatch& sub);

  // Transformer state of some of the batch's records is kept: it cannot be undone when a later
  // one fails.
  void keep_part(const SubBatch& sub, const StateWrites::Origins& again = {});
  StateWrites& states() { return states_; }
  const StateWrites& states() const { return states_; }
  // Origins that can only run again together.
  std::vector<std::vector<uint32_t>> groups() const { return merged_.all(); }
  uint64_t retries() const { return retries_; }
  void count_retry() { retries_++; }
  // The target whose failure ended the batch; null: it was nobody's.
  const Target* stopped_by() const { return stopped_by_; }

 private:
  bool must_go_one_by_one(const SubBatch& sub) const;
  Decision publish_all(SubBatch& sub, PendingPublish* pending);
  Decision publish_each(SubBatch& sub, PendingPublish* pending);
  Status decide_targets(const SubBatch& sub);

  BatchTools& tools_;
  BatchResults& results_;
  StateWrites states_;
  OriginGroups merged_;  // by the steps, as far as attempts got
  const size_t first_step_;
  uint64_t retries_ = 0;
  const Target* stopped_by_ = nullptr;
};

}  // namespace sluice::pipeline
