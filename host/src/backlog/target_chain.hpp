// A plan that delivers to one target alone. Pure; any thread.
#pragma once

#include <string>

#include "pipeline/plan.hpp"

namespace sluice::backlog {

// Leaves of the plan's targets this one, and those that get what its hooks leave: they are needed
// for it. None, if the plan has no such target.
void keep_targets_from(pipeline::Plan& plan, const std::string& first);

}  // namespace sluice::backlog
