// What jobs do with the tasks of a server.
#pragma once

#include "app/api/control.hpp"
#include "app/api/jobs.hpp"
#include "store/run_log_store.hpp"
#include "store/task_store.hpp"

namespace sluice::app {

// All outlive the jobs.
Jobs::Deeds job_deeds(Control& control, store::TaskStore& tasks, store::RunLogStore& run_log);

}  // namespace sluice::app
