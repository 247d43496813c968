// A pipeline's schedule section. Main thread.
#pragma once

#include <optional>
#include <string>

#include "config/node.hpp"
#include "config/problem.hpp"
#include "schedule/schedule.hpp"

namespace sluice::config {

// `section`: a cron expression or an object, as the host's schema has it; NULL: none. What is wrong
// is a problem at its place, below `pointer`. `time_zone`: of a schedule without its own.
std::optional<schedule::Schedule> read_schedule(const Node* section, const std::string& pipeline,
                                                const std::string& pointer,
                                                const std::string& time_zone, Problems& problems);

}  // namespace sluice::config
