// Paths that were looked for, and that no record had: hardly what was meant. [lane]
#pragma once

#include <string>
#include <vector>

#include "sluice/expression/path.hpp"
#include "sluice/expression/program.hpp"

namespace sluice::expression {

// As far as the first member that was never there. Not of parts that were never evaluated, nor of
// what is asked whether it is there: before `||` and `?`, behind `!`, compared with null, given to
// default or not_null.
void add_absent(const Program& program, std::vector<std::string>* out);
void add_absent(const Path& path, std::vector<std::string>* out);

}  // namespace sluice::expression
