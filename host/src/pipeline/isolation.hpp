// The records of a batch run by themselves: all of them when one spoils the batch for the others,
// and repeats of a record that parked. Sink lane.
#pragma once

#include <cstdint>
#include <vector>

#include "pipeline/part_run.hpp"
#include "pipeline/sub_batch.hpp"
#include "record/batch.hpp"
#include "sluice/result.hpp"

namespace sluice::pipeline {

class Isolation {
 public:
  explicit Isolation(const PartContext& context) : context_(context) {}

  // Each alone, or with those it was merged with. OK: all are settled.
  Status run_one_by_one() const;

  // Something was filtered because another record stood for it, and that one parked.
  bool has_due(const SubBatch& sub) const;
  // All that is so, each alone. What is kept of it cannot be taken back.
  Status run_repeats(const SubBatch& sub) const;

 private:
  // Origins of a record that was filtered because one of `others` stands for it.
  struct Repeat {
    std::vector<uint32_t> origins, others;
  };

  std::vector<uint32_t> numbers_of(const SubBatch& sub, size_t index) const;
  std::vector<Repeat> repeats_of(const SubBatch& sub) const;
  bool is_due(const Repeat& repeat) const;
  Status run_alone(const std::vector<uint32_t>& origins, record::Batch& batch,
                   const std::vector<char>& done) const;

  PartContext context_;
};

}  // namespace sluice::pipeline
