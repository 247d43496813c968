// A time zone by the name that somebody wrote. Pure function; any thread.
#pragma once

#include <string_view>

#include "schedule/calendar.hpp"
#include "sluice/zones/zone.hpp"

namespace sluice::schedule {

using zones::Span;
using zones::Zone;

// As Zone::make, and says which zone is likely to be meant.
Result<Zone> named_zone(std::string_view name);

}  // namespace sluice::schedule
