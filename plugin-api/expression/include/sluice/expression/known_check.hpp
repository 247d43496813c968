// Warns of what an expression says of records that are known not to be so: members that cannot
// exist, comparisons that cannot hold. [main]
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sluice/expression/known_value.hpp"
#include "sluice/expression/path.hpp"
#include "sluice/expression/program.hpp"
#include "sluice/findings.hpp"

namespace sluice::expression {

// What is known of the result. `warnings` gets each "column 8: …".
Known check_known(const Program& program, const Known& record, std::vector<std::string>* warnings);

// The same; warnings are those of the setting at `pointer`.
Known check_known(const Program& program, const Known& record, const Findings& findings,
                  std::string_view pointer);
// The same of a path.
Known check_known(const Path& path, const Known& record, const Findings& findings,
                  std::string_view pointer);

}  // namespace sluice::expression
