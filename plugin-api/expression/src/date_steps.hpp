// Steps of the calendar and of the clock in a time zone: adding, counting, beginnings. Moments are
// seconds since 1970 UTC. Pure functions; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "sluice/expression/moment.hpp"
#include "sluice/result.hpp"
#include "sluice/zones/zone.hpp"

namespace sluice::expression {

enum class DateUnit : uint8_t { kSecond, kMinute, kHour, kDay, kWeek, kMonth, kQuarter, kYear };

// "day", "days" ... E_INVALID: another word.
Result<DateUnit> date_unit_of(std::string_view word);

// Within the years 1 to 9999 by some clock, and written in UTC with four digits: as all that is
// computed with.
bool is_in_calendar(int64_t moment);

// Seconds, minutes and hours are exact; the others keep the time that the zone's clock shows, and
// the day of the month, if the month has it. None: it leaves the calendar.
std::optional<int64_t> added(int64_t moment, int64_t amount, DateUnit unit,
                             const zones::Zone& zone);
// How many whole units there are from one moment to another; negative if that is earlier.
int64_t counted(const Instant& from, const Instant& to, DateUnit unit, const zones::Zone& zone);
// Weeks begin on Monday. None: it is outside the calendar.
std::optional<int64_t> start_of(int64_t moment, DateUnit unit, const zones::Zone& zone);

}  // namespace sluice::expression
