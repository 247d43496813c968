// Shows a publisher only some of a batch's records; the others are hidden until this is destroyed.
// Sink lane.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sluice/record.h"

namespace sluice::pipeline {

class ShownRecords {
 public:
  // `index_of` gives the record's index in the batch of each element of `shown`. The batch outlives
  // it.
  template <class Records, class IndexOf>
  ShownRecords(sluice_batch* batch, const Records& shown, IndexOf index_of) : batch_(batch) {
    states_.reserve(batch->count);
    for (size_t i = 0; i < batch->count; i++) {
      sluice_record* record = sluice_record_at(batch, i);
      states_.push_back(record->state);
      if (record->state == SLUICE_RECORD_LIVE) record->state = SLUICE_RECORD_FILTERED;
    }
    for (const auto& one : shown)
      sluice_record_at(batch, index_of(one))->state = SLUICE_RECORD_LIVE;
  }
  ~ShownRecords() {
    for (size_t i = 0; i < states_.size() && i < batch_->count; i++)
      sluice_record_at(batch_, i)->state = states_[i];
  }
  ShownRecords(const ShownRecords&) = delete;
  ShownRecords& operator=(const ShownRecords&) = delete;

 private:
  sluice_batch* batch_;
  std::vector<int32_t> states_;
};

}  // namespace sluice::pipeline
