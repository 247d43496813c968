// What a trial made of its records, for people and for machines. Main thread.
#pragma once

#include <string>
#include <vector>

#include "app/trial/step_trace.hpp"
#include "app/trial/trial.hpp"
#include "config/node.hpp"
#include "services/redactor.hpp"

namespace sluice::app {

struct Preview {
  const std::vector<std::string>& records;  // as they were given
  const StepTrace& trace;
  const TrialResult& result;
  std::string only_step;    // the others are left out; empty: all are shown
  bool of_request = false;  // the only record is a walk's request
};

// To standard output, coloured at a terminal: each record, what each step changed of it, and what
// the targets would get.
void print_preview(const Preview& preview, const services::Redactor& redactor);

// {"records":[{"record":…,"steps":[{"step","pointer","before","after","filtered","failures","ns"}],
//  "outputs":[{"target","record"}],"failures":[{"step","message"}]}]}
// "walk_end" has steps, outputs and failures of what steps made of the walk, where they did.
config::Node preview_node(const Preview& preview);

}  // namespace sluice::app
