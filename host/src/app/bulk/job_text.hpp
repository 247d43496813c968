// Jobs as JSON: as they are shown, and as they are kept. Pure functions.
#pragma once

#include <optional>
#include <string_view>

#include "app/bulk/jobs.hpp"
#include "config/node.hpp"

namespace sluice::app {

// The tasks that a job's filter names; E_INVALID: it is not understood, or says nothing.
Result<store::TaskFilter> job_tasks(const config::Node& filter, JobWanted::Action action);
// "retry" or "skip".
std::optional<JobWanted::Action> job_action(std::string_view name);

config::Node job_node(const Job& job);
// With all that is needed to go on with it.
config::Node kept_job_node(const Job& job);
// Nothing: it is none that was kept.
std::optional<Job> job_of(const config::Node& kept);

}  // namespace sluice::app
