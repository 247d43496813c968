// Which step of a pipeline a person means. Pure function.
#pragma once

#include <string>

#include "pipeline/plan.hpp"
#include "sluice/result.hpp"

namespace sluice::app {

// The name of the step that is meant by its number, its name or a part of it; empty for an empty
// text. E_INVALID: it is none, or several; says which there are.
Result<std::string> step_name(const pipeline::Plan& plan, const std::string& text);

}  // namespace sluice::app
