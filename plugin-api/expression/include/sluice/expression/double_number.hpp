// Which numbers of JSON are doubles without loss, for languages that know only these. Functions; no
// thread rule.
#pragma once

#include <string_view>

namespace sluice::expression {

// True if a double holds the number: written with as many digits as it needs, it is the same
// number. `*out` is the nearest double in any case; an infinity beyond their range. `digits`: a
// number of JSON.
bool to_double(std::string_view digits, double* out);

}  // namespace sluice::expression
