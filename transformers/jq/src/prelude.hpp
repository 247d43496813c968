// What stands before each program: functions of jq that scripts do not have, and one more. Values.
#pragma once

#include <string>

namespace sluice::jq {

// Definitions on one line, so that the lines of the program behind it keep their numbers.
std::string prelude();

}  // namespace sluice::jq
