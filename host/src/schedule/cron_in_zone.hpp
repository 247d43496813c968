// When a cron expression runs in a time zone: what it means where the wall clock is changed.
//
// The hour field decides, as in Vixie's cron, whose rule these two are:
// - It does not begin with * ("30 2 * * *", "0 8-18 * * *"): times of the wall clock are meant,
// each
//   once. Those the clock skips run at the first moment after what is skipped, once for all of them
//   (a skipped day too: Apia had no 2011-12-30). One that the clock shows twice runs the first
//   time.
// - It begins with * ("0 * * * *", "*/15 * * * *"): real hours are meant. It runs whenever the
// clock
//   shows one of its times: in both hours of the same name; nothing is made up for what is skipped.
// Vixie's cron also takes "*/15 2 * * *" for the second kind, which then has no run at all on the
// day on which the clock skips 02:00 to 03:00; here it runs at 03:00 on that day. Pure functions;
// no thread rule.
#pragma once

#include <cstdint>
#include <optional>

#include "schedule/cron.hpp"
#include "schedule/named_zone.hpp"

namespace sluice::schedule {

// The first moment after `moment` (seconds since the Unix epoch); none within 28 years or after
// 9999.
std::optional<int64_t> next_run(const CronExpression& cron, const Zone& zone, int64_t moment);

}  // namespace sluice::schedule
