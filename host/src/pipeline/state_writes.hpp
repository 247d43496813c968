// What the steps of one batch write into their state, over all its attempts. One per batch;
// sink lane.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "pipeline/deferred_writes.hpp"
#include "pipeline/plan.hpp"
#include "pipeline/settlement.hpp"
#include "pipeline/step_state.hpp"
#include "pipeline/sub_batch.hpp"
#include "record/batch.hpp"

namespace sluice::pipeline {

class StateWrites {
 public:
  using States = std::vector<std::unique_ptr<StepState>>;
  // Writes by step, to which an attempt can be undone.
  using Mark = std::vector<size_t>;

  // States of all steps, in the order of all_steps; null where one has none. They outlive it, as
  // does the plan.
  StateWrites(const States& states, const Plan& plan) : states_(states), plan_(plan) {}

  bool has_writes() const;
  Mark mark() const;
  // Later writes are lost; all of a step that `mark` does not have. Those of the own steps of
  // targets that have `finished` (by target) stay.
  void roll_back(const Mark& mark, const std::vector<char>& finished);
  // The same for one target's own steps and hooks alone.
  void roll_back_at(size_t target, const Mark& mark);
  // The same for steps `first` to `last` alone.
  void roll_back_steps(const Mark& mark, size_t first, size_t last);

  // Remarks of the first attempt count now, those of later ones never.
  void keep_remarks();
  // Of an attempt at a part of what a record becomes, `windows` by step: steps that run for each
  // part remark on a record with the first one only.
  void keep_remarks(const std::vector<record::Window>& windows);
  // The batch is settled: its writes wait for the next commit, except those for records that
  // parked.
  void keep(const SubBatch& sub, const Settlement& settlement);
  // The same for the own steps and hooks of one target, which has finished with the batch. Whether
  // there were any.
  bool keep_at(size_t target, const SubBatch& sub, const Settlement& settlement);
  // What was written for records that parked, of all that was kept.
  std::vector<DeferredOf> take_deferred() { return std::move(deferred_); }
  // Whatever becomes of the records.
  void keep_steps(size_t first, size_t count);

 private:
  // The target whose own step `index` is.
  std::optional<size_t> target_of(size_t index) const;
  void keep_state(size_t index, const SubBatch& sub, const Settlement& settlement);

  const States& states_;
  const Plan& plan_;
  std::vector<DeferredOf> deferred_;
  bool remarks_kept_ = false;
};

}  // namespace sluice::pipeline
