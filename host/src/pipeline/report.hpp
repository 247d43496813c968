// What a run of one pipeline did, for the summary and for machines. Values; no thread rule.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/profile.hpp"
#include "sluice/result.hpp"

namespace sluice::pipeline {

struct TargetFigures {
  std::string name;
  uint64_t delivered = 0;   // records accepted
  uint64_t parked = 0;      // records it, or its own steps, refused
  uint64_t filtered = 0;    // records its own steps dropped; of an only target not counted apart
  uint64_t waiting = 0;     // records added to its backlog
  uint64_t left = 0;        // records in its backlog at the end
  int64_t next_try_ms = 0;  // from then, if something is left
  std::string down = {};    // why it does not take them; empty: it is not known to be down
  bool gone = false;        // the pipeline has no such target any more; only `left` is of use
};

// Something a step met that failed no record and was probably unintended.
struct StepRemark {
  std::string step;     // "transformers[0] (core.filter)"
  std::string what;     // "comparison of text with a number (`price > `10``)", a noun first
  std::string example;  // the first record it was met at
  uint64_t count = 0;
};

// `read`, `filtered` and `parked` count records as they were read; a publisher's `delivered`
// counts records as it got them (a branch makes more of them).
struct RunReport {
  Status status;  // E_CANCELLED: drained after a stop, state safe; else why the run failed
  bool walk_complete = false;
  bool paused = false;  // the source ended the run on purpose; the next one continues
  // It ended between two batches because that was asked for, or because a backlog has no room.
  bool interrupted = false;
  std::string full_backlog;  // name of the target whose backlog has none; empty: none
  std::string stopped_by;    // name of the target whose failure ended the run; empty: nobody's
  uint64_t read = 0;
  uint64_t filtered = 0;
  uint64_t parked = 0;
  uint64_t pages = 0;
  uint64_t commits = 0;
  uint64_t retries = 0;   // calls and records offered again
  uint64_t isolated = 0;  // batches whose records were run one by one
  std::vector<TargetFigures> targets;
  std::vector<StepRemark> remarks;
  unsigned lanes = 1;
  // A kill repeats at most this many batches and records: published, not yet committed. The
  // records are the batches times the largest page of this run.
  size_t repeat_bound_batches = 0;
  uint64_t repeat_bound_records = 0;
  uint64_t memory_bound_bytes = 0;  // of batches, regardless of the size of the data
  uint64_t largest_batch_bytes = 0;
  uint64_t memory_like_bytes = 0;  // the same bound if no batch is larger than those of this run
  int64_t elapsed_ms = 0;
  std::optional<Profile> profile;  // if the plan enabled it

  bool cancelled() const { return status.code() == SLUICE_E_CANCELLED; }
  uint64_t delivered() const {
    uint64_t sum = 0;
    for (const TargetFigures& t : targets) sum += t.delivered;
    return sum;
  }
};

}  // namespace sluice::pipeline
