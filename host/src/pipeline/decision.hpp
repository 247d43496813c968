// What a step or a publisher left of a batch, and what is to happen next. On the batch's lane.
#pragma once

#include <cstddef>
#include <string>

#include "record/batch.hpp"
#include "sluice/result.hpp"

namespace sluice::pipeline {

// What is to happen with a batch after steps or publishing.
struct Decision {
  enum class Kind {
    done,
    one_by_one,  // its records run again from their source text, alone; `why` is its failure
    again,       // a failure that may pass: all of it runs again from the source text, later
    stop
  };
  Kind kind = Kind::done;
  Status why = {};
  std::string at = {};  // name of the step it happened at

  static Decision of(Status why);  // by what the status says happens next
  bool done() const { return kind == Kind::done; }
};

// Counts and states are as the host left them or as the tables allow to change them.
Status check_batch(record::Batch& batch);

// Why record `index` is FAILED.
Status failure_of(const record::Batch& batch, size_t index);

}  // namespace sluice::pipeline
