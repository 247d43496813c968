// A time as a person writes it. Pure function but for the clock; any thread.
#pragma once

#include <cstdint>
#include <string>

#include "sluice/result.hpp"

namespace sluice::app {

// Microseconds since 1970 UTC of "2h" (so long ago), "2026-11-30" or "2026-11-30T10:00:00.25Z".
// E_INVALID says what is wrong.
Result<int64_t> parse_moment(const std::string& text);

// The last of these, to the microsecond. REQUIRES: not before 1970.
std::string moment_text(int64_t us);

}  // namespace sluice::app
