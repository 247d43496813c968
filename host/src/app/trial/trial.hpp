// Runs a pipeline's steps over given records: no source is read, no target written, nothing
// committed. Main thread; it returns when the run is over.
#pragma once

#include <string>
#include <vector>

#include "app/trial/collecting_target.hpp"
#include "base/clock.hpp"
#include "pipeline/cancel.hpp"
#include "pipeline/plan.hpp"
#include "pipeline/report.hpp"
#include "store/pipeline_state.hpp"
#include "store/pipeline_store.hpp"
#include "store/task.hpp"

namespace sluice::app {

// A record that would be parked.
struct TrialFailure {
  int64_t number;  // of the given record; 0: it is not known
  std::string step;
  std::string message;
};

// What one target would get.
struct TrialOutput {
  std::string target;
  std::vector<CollectingTarget::Collected> records;
};

struct TrialResult {
  pipeline::RunReport report;  // its status: why the run would stop
  std::vector<TrialOutput> outputs;
  std::vector<TrialFailure> failures;
  std::vector<store::TableWrite> rows;  // what steps would put into tables or take out, in order
};

struct TrialSettings {
  store::PipelineStore* beneath = nullptr;  // what steps remember is read there; null: nothing
  pipeline::StepWatch* watch = nullptr;     // null: nobody looks
  base::Clock* clock = nullptr;             // null: the system's
  pipeline::Cancel cancel = {};             // ends it early
  bool whole = false;  // the records are all that a walk gives; else the source may have others
};

// `plan`: of components that outlive the call; those of its source and targets are not called and
// may be missing. `records`: JSON.
TrialResult run_trial(pipeline::Plan plan, const std::vector<std::string>& records,
                      const TrialSettings& settings = {});

// The plan whose only record is `plan`'s request, whose steps are the request transformers, and
// whose only target is called "request". Without those of the records.
pipeline::Plan plan_of_request(pipeline::Plan plan);

// Runs such a plan over its request. Fewer or more than one request at its end are a failure.
TrialResult run_request_trial(const pipeline::Plan& plan, const TrialSettings& settings = {});

// The first records that the plan's source gives, from its beginning, as JSON: at most `most`, and
// those of the first `most_ms` milliseconds (0: however long it takes). Failing: it could not be
// read, and no record was.
Result<std::vector<std::string>> first_records(pipeline::Plan plan, size_t most,
                                               int64_t most_ms = 0);

}  // namespace sluice::app
