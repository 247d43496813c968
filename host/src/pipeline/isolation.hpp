// The records of a batch run separately: all of them when one makes the batch fail for the others,
// and repeats of a record that parked. Sink lane.
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "pipeline/batch_part.hpp"
#include "pipeline/sub_batch.hpp"
#include "record/batch.hpp"
#include "sluice/result.hpp"

namespace sluice::pipeline {

class Isolation {
 public:
  explicit Isolation(const PartContext& context) : context_(context) {}

  // Each alone, or with those it was merged with. OK: all are settled.
  Status run_one_by_one() const;

  // A record was filtered because another one stood for it, and that one parked; or it waits until
  // that one is settled.
  bool has_due(const SubBatch& sub) const;
  // Of those, the page's numbers.
  std::set<uint32_t> due_origins(const SubBatch& sub) const;
  // All such records, each alone. What is kept of them cannot be undone.
  Status run_repeats(const SubBatch& sub) const;

 private:
  // Origins of a record that was filtered because one of `others` stands for it.
  struct Repeat {
    std::vector<uint32_t> origins, others;
    bool waits = false;  // for the others
  };

  std::vector<uint32_t> numbers_of(const SubBatch& sub, size_t index) const;
  std::vector<Repeat> repeats_of(const SubBatch& sub) const;
  bool is_due(const Repeat& repeat) const;
  std::vector<char> served(const Repeat& repeat) const;
  Status run_alone(const std::vector<uint32_t>& origins, record::Batch& batch,
                   const std::vector<char>& done) const;

  PartContext context_;
};

}  // namespace sluice::pipeline
