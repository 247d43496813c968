// Which tables a part of a config looks up, without knowing its components. No state; any thread.
#pragma once

#include <string>
#include <vector>

#include "config/node.hpp"

namespace sluice::config {

// Names of the tables: section.
std::vector<std::string> table_names(const Node& root);

// Those of `names` that texts in `node` name: as the setting `table`, or in an expression as a
// literal, lookup('colours', …). It may name one too many (another literal of that text), and none
// too few.
std::vector<std::string> tables_of(const Node& node, const std::vector<std::string>& names);

}  // namespace sluice::config
