// What jobs do with the tasks of a server.
#pragma once

#include "app/api/control.hpp"
#include "app/bulk/job_files.hpp"
#include "app/bulk/jobs.hpp"
#include "store/run_log_store.hpp"
#include "store/task_store.hpp"

namespace sluice::app {

// All outlive the jobs.
Jobs::Deeds job_deeds(Control& control, store::TaskStore& tasks, store::RunLogStore& run_log,
                      const JobFiles& files);

}  // namespace sluice::app
