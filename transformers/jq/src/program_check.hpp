// What of a jq program is refused before it is compiled. Functions; no thread rule.
#pragma once

#include <string_view>

#include "sluice/result.hpp"

namespace sluice::jq {

// E_INVALID: the program imports or includes files, or asks for the environment; with the line.
Status check_program(std::string_view program);

}  // namespace sluice::jq
