// The keys by which a target recognises records that it was sent before (sluice.record_keys/1).
// One for each call of a publisher; sink lane.
#pragma once

#include <string>
#include <vector>

#include "pipeline/plan.hpp"
#include "record/batch.hpp"
#include "record/key_source.hpp"

namespace sluice::pipeline {

// While it lives, the batch's records have keys for this target. All of it outlives it.
class SendKeys final : private record::KeySource {
 public:
  SendKeys(const Plan& plan, const Target& target, record::Batch& batch)
      : plan_(plan), target_(target), batch_(batch) {
    batch_.set_key_source(this);
  }
  ~SendKeys() override { batch_.set_key_source(nullptr); }
  SendKeys(const SendKeys&) = delete;
  SendKeys& operator=(const SendKeys&) = delete;

 private:
  std::vector<std::string> keys(record::BatchContent& batch) const override;
  std::string windows() const;

  const Plan& plan_;
  const Target& target_;
  record::Batch& batch_;
};

}  // namespace sluice::pipeline
