// A batch made of some of a page's records, or of a part of what they become. A value; sink lane.
#pragma once

#include <cstdint>
#include <vector>

#include "record/batch.hpp"

namespace sluice::pipeline {

struct SubBatch {
  record::Batch& batch;
  std::vector<uint32_t> numbers;  // which of the page's origins it has; none: the page itself
  bool alone = false;
  std::vector<char> done = {};  // by target, if alone: it accepted all of these
  bool in_part = false;         // the batch has a part of what they become

  uint32_t number(uint32_t origin) const { return numbers.empty() ? origin : numbers[origin]; }
};

}  // namespace sluice::pipeline
