// The trees of a config's files as one tree. Pure function; no thread rule.
#pragma once

#include <vector>

#include "config/node.hpp"
#include "config/problem.hpp"

namespace sluice::config {

// `roots`: one for each file, in order. Sections of named objects (clients, incoming, outgoing,
// tables, secrets, pipelines) are put together; an object that is defined twice, or a second host
// section, is a problem that names both places. The result has no place of its own.
Node merge_files(std::vector<Node> roots, Problems& problems);

}  // namespace sluice::config
