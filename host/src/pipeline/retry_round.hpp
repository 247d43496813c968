// Records that a publisher has not accepted yet, and what their failures say of a further attempt.
// Sink lane.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "pipeline/run_context.hpp"
#include "sluice/result.hpp"

namespace sluice::pipeline {

struct Waiting {
  size_t index;
  unsigned first_failed = 0;  // round
  uint32_t why = 0;           // its last failure's number, once it has failed
  bool behind = false;        // it was not sent: one before it of its order waits, too
};

// The failure with the longest wait that its system asked for. REQUIRES: there are some.
const Status& longest_wait(const std::vector<Waiting>& records, const std::vector<Status>& reasons);

// Counts this attempt, once for each class of failure, and takes out the records of those for which
// nothing is left. Those that were not sent stay.
std::vector<Waiting> take_spent(std::vector<Waiting>& records, const std::vector<Status>& reasons,
                                Retry& retry);

}  // namespace sluice::pipeline
