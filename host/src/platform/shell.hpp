// Runs what a person wrote for a shell. Any thread.
#pragma once

#include <string>
#include <vector>

#include "sluice/result.hpp"

namespace sluice::platform {

// The exit code of `sh -c COMMAND`, with the arguments as $1, $2, …; or 128 and the number of the
// signal that ended it.
Result<int> run_shell(const std::string& command, const std::vector<std::string>& arguments = {});

}  // namespace sluice::platform
