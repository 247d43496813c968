// What became of the records of a batch, as a publisher reports it.
#pragma once

#include <cstddef>

#include "sluice/abi.h"
#include "sluice/batch.hpp"
#include "sluice/result.hpp"

namespace sluice {

// A view of the caller's outcomes, one per record, all OK at first; copied freely. They stay in
// place until publish returns, or settle if the batch was begun. [lane]
class Outcomes {
 public:
  Outcomes() = default;
  Outcomes(Batch batch, sluice_outcome* outcomes) : batch_(batch), outcomes_(outcomes) {}

  // Sets the outcome of record `index`: OK: accepted; E_DATA: it parks; others: see sluice_outcome.
  // A message is copied into the batch; without memory for it the outcome has none.
  void set(size_t index, const Status& status) const {
    export_outcome(status, outcomes_[index]);
    if (!status) outcomes_[index].message = batch_.copy(status.message());
  }
  sluice_outcome* abi() const { return outcomes_; }

 private:
  Batch batch_{nullptr};
  sluice_outcome* outcomes_ = nullptr;
};

}  // namespace sluice
