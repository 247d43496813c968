// The calendar that schedules are planned with. No thread rule.
#pragma once

#include "sluice/zones/calendar.hpp"

namespace sluice::schedule {

using zones::Day;
using zones::day_of;
using zones::days_of;
using zones::floor_div;
using zones::kDaySeconds;
using zones::kFirstLocal;
using zones::kHourSeconds;
using zones::kLastLocal;
using zones::kMinuteSeconds;
using zones::local_text;
using zones::time_text;

}  // namespace sluice::schedule
