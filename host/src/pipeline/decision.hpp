// What a step or a publisher left of a batch, and what happens next. On the batch's lane.
#pragma once

#include <cstddef>
#include <string>

#include "record/batch.hpp"
#include "sluice/result.hpp"

namespace sluice::pipeline {

// What happens to a batch after steps or publishing.
struct Decision {
  enum class Kind {
    done,
    one_by_one,  // its records run again from their source text, alone; `why` is its failure
    again,       // a transient failure: all of it runs again from the source text, later
    stop
  };
  Kind kind = Kind::done;
  Status why = {};
  std::string at = {};  // name of the step it happened at

  static Decision of(Status why);  // as the status requires
  // A record waits for an earlier one, and those behind it in its order are not known.
  static Decision unordered();
  bool done() const { return kind == Kind::done; }
};

// Counts and states are as the host left them or changed as the tables allow.
Status check_batch(record::Batch& batch);

// Why record `index` is FAILED.
Status failure_of(const record::Batch& batch, size_t index);

}  // namespace sluice::pipeline
