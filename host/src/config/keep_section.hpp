// Reads the `keep` of a pipeline. Pure function; no thread rule.
#pragma once

#include <string>

#include "config/model.hpp"
#include "config/node.hpp"
#include "config/problem.hpp"

namespace sluice::config {

// Defaults where the schema found it wrong. What is wrong with `age` is added to `problems`.
base::KeepSettings read_keep(const Node& section, const std::string& pointer, Problems& problems);

}  // namespace sluice::config
