// A target that keeps what it gets. Made on the main thread, then used on the sink lane; read when
// the run is over.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "pipeline/plan.hpp"

namespace sluice::app {

class CollectingTarget {
 public:
  struct Collected {
    int64_t number;  // of the given record; 0: it is not one
    std::string text;
  };

  // Of more than `most` records only the first ones are kept; `full` is called when it has these.
  explicit CollectingTarget(size_t most = SIZE_MAX, std::function<void()> full = {})
      : most_(most), full_(std::move(full)) {}
  CollectingTarget(const CollectingTarget&) = delete;
  CollectingTarget& operator=(const CollectingTarget&) = delete;

  // Takes the place of its publisher, which is not called: it accepts all, so nothing is sent
  // again, waits or has hooks. Its own steps stay.
  void stand_in_for(pipeline::Target& target);

  const std::string& name() const { return name_; }
  const std::vector<Collected>& records() const { return records_; }

 private:
  static sluice_status publish(void* self, sluice_batch* batch, sluice_outcome* outcomes,
                               const sluice_cancel* cancel, sluice_error* error);
  void take(sluice_batch* batch, size_t index, sluice_outcome& outcome);

  const size_t most_;
  const std::function<void()> full_;
  std::string name_;
  std::vector<Collected> records_;
};

}  // namespace sluice::app
