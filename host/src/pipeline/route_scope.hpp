// While it lives, a step sees only the live records that are on its chain; the others are shown
// again at its end. On the batch's lane.
#pragma once

#include <cstddef>
#include <vector>

#include "base/step_settings.hpp"
#include "record/batch.hpp"

namespace sluice::pipeline {

class RouteScope {
 public:
  // The batch outlives it.
  RouteScope(const base::StepRoute& route, record::Batch& batch) : batch_(batch) {
    if (route.chain == 0) return;  // of the list itself: all records are on it
    for (size_t i = 0; i < batch.abi()->count; i++) look_at(route, i);
  }
  ~RouteScope() {
    for (const size_t index : hidden_) state(index) = SLUICE_RECORD_LIVE;
  }
  RouteScope(const RouteScope&) = delete;
  RouteScope& operator=(const RouteScope&) = delete;

  // Nothing is left for the step to see.
  bool hides_all() const { return !hidden_.empty() && shown_ == 0; }

 private:
  int32_t& state(size_t index) { return sluice_record_at(batch_.abi(), index)->state; }

  void look_at(const base::StepRoute& route, size_t index) {
    if (state(index) != SLUICE_RECORD_LIVE) return;
    if (route.has(batch_.records().route_of(index))) {
      shown_++;
      return;
    }
    hidden_.push_back(index);
    state(index) = SLUICE_RECORD_FILTERED;
  }

  record::Batch& batch_;
  std::vector<size_t> hidden_;
  size_t shown_ = 0;
};

}  // namespace sluice::pipeline
