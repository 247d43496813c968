// Variables from a file, for ${NAME} and $env.NAME. Pure function; no thread rule.
//
//   # a comment
//   NAME=the rest of the line, without spaces around it; # is part of it
//   export NAME="quoted: \" \\ and \n count"
//   NAME='quoted: everything counts as it is'
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "config/problem.hpp"

namespace sluice::config {

using Variables = std::map<std::string, std::string>;

// A line that is none of the above, a name given twice and text that is not UTF-8 are problems at
// their lines. Messages hold no value.
Variables parse_env_file(std::string_view text, Problems& problems);

}  // namespace sluice::config
