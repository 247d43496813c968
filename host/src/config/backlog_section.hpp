// Reads the `backlog` of an outgoing or a publisher. Pure function; no thread rule.
#pragma once

#include <string>

#include "config/model.hpp"
#include "config/node.hpp"
#include "config/problem.hpp"

namespace sluice::config {

// Defaults where the schema found it wrong. What is wrong with a length is added to `problems`.
BacklogConfig read_backlog(const Node& section, const std::string& pointer, Problems& problems);

}  // namespace sluice::config
