// One spelling for each number, however it was written. Pure function; no thread rule.
#pragma once

#include <string>
#include <string_view>

namespace sluice::base {

// "2" for 2, 2.0, 20e-1; "-0.5" for -5E-1; "0" for -0.0. One that would have more than 40 digits so
// is written as "1.5e300". REQUIRES: a JSON number
std::string plain_number(std::string_view number);

}  // namespace sluice::base
