// What the steps of one batch write into their state, over all its attempts. One per batch;
// sink lane.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

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

  // Null where a step has none. They outlive it.
  explicit StateWrites(const States& states) : states_(states) {}

  bool has_writes() const;
  Mark mark() const;
  // Later writes are lost; all of a step that `mark` does not have.
  void roll_back(const Mark& mark);
  // The same for steps up to `last` alone.
  void roll_back(const Mark& mark, size_t last);

  // Remarks of the first attempt count now, those of later ones never.
  void keep_remarks();
  // Of an attempt at a part of what a record becomes, `windows` by step: steps that run for each
  // part remark on a record with the first one only.
  void keep_remarks(const std::vector<record::Window>& windows);
  // The batch is settled: its writes wait for the next commit, except those for records that
  // parked.
  void keep(const SubBatch& sub, const Settlement& settlement);

 private:
  const States& states_;
  bool remarks_kept_ = false;
};

}  // namespace sluice::pipeline
