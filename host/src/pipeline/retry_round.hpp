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
  bool not_sent = false;      // or its publisher had given up before it

  bool was_tried() const { return !behind && !not_sent; }
  void note_failure(unsigned round) {
    if (!first_failed) first_failed = round;
  }
};

bool some_not_tried(const std::vector<Waiting>& records);
bool some_not_sent(const std::vector<Waiting>& records);

// Where a publisher says of each that it was not sent, each counts as tried in this round: they
// would be offered for ever.
void require_tries(std::vector<Waiting>& records, unsigned round);

// The failure with the longest wait that its system asked for. REQUIRES: there are some.
const Status& longest_wait(const std::vector<Waiting>& records, const std::vector<Status>& reasons);

// Counts this attempt, once for each class of failure, and takes out the records of those for which
// nothing is left. Those that were not sent stay.
std::vector<Waiting> take_spent(std::vector<Waiting>& records, const std::vector<Status>& reasons,
                                Retry& retry);

}  // namespace sluice::pipeline
