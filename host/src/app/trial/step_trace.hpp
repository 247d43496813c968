// What each step of a trial made of each given record. Filled on the lane of the steps; read when
// the run is over.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "pipeline/step_watch.hpp"

namespace sluice::app {

// One record at one step. A record that was split is several; one that was dropped is none.
struct StepView {
  std::string step;
  std::string pointer;                     // of its section in the configuration
  std::vector<std::string> before, after;  // JSON
  uint64_t filtered = 0;
  std::vector<std::string> failures;  // why, one for each that failed
  int64_t ns = 0;  // the step's time a record, of its batch; 0: not of records alone
};

class StepTrace final : public pipeline::StepWatch {
 public:
  void before(const pipeline::Step& step, record::Batch& batch) override;
  void after(const pipeline::Step& step, record::Batch& batch) override;
  void flushed(const pipeline::Step& step, record::Batch& batch) override;

  // The number of records that no given one became: a step made them of the walk.
  static constexpr int64_t kOfWalk = 0;

  // By the records' numbers; the steps in the order in which they ran.
  const std::map<int64_t, std::vector<StepView>>& records() const { return records_; }

 private:
  void note(record::Batch& batch, size_t index, StepView& view) const;
  void keep(int64_t number, StepView view);

  std::map<int64_t, std::vector<StepView>> records_;
  std::map<int64_t, StepView> current_;  // at the step that runs
  std::vector<char> live_;               // by record: it was live before the step
  int64_t started_ns_ = 0;
};

}  // namespace sluice::app
