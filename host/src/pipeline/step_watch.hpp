// Sees what steps make of records, for people who try a pipeline. On the lane of the steps.
#pragma once

#include "record/batch.hpp"

namespace sluice::pipeline {

struct Step;

class StepWatch {
 public:
  virtual ~StepWatch() = default;

  // The live records of the batch are what the step will get. A step that fails as a whole, or
  // whose records are run again one by one, gets them again.
  virtual void before(const Step& step, record::Batch& batch) = 0;
  // It has returned, and nothing failed as a whole. Records that it made are behind the others.
  virtual void after(const Step& step, record::Batch& batch) = 0;
  // What it held until the walk's end, or a part of that, before the steps behind it get it.
  virtual void flushed(const Step& step, record::Batch& batch) = 0;
};

}  // namespace sluice::pipeline
