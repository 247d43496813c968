#include "schedule/cron_in_zone.hpp"

namespace sluice::schedule {
namespace {

constexpr int64_t kFarthestSeconds = kDaySeconds * 366 * 28;

std::optional<int64_t> next_on_clock(const CronExpression& cron, const Zone& zone, int64_t moment) {
  std::optional<int64_t> local = cron.next_after(zone.latest_local(moment));
  while (local) {
    const int64_t found = zone.first_moment(*local);
    if (found > moment) return found;
    local = cron.next_after(*local);
  }
  return std::nullopt;
}

std::optional<int64_t> next_in_real_time(const CronExpression& cron, const Zone& zone,
                                         int64_t moment) {
  const int64_t limit = moment + kFarthestSeconds;
  for (int64_t from = moment + 1; from <= limit;) {
    const Span span = zone.span_at(from);
    const std::optional<int64_t> local = cron.next_after(from - 1 + span.offset);
    if (!local) return std::nullopt;
    if (*local - span.offset < span.end) return *local - span.offset;
    from = span.end;
  }
  return std::nullopt;
}

}  // namespace

std::optional<int64_t> next_run(const CronExpression& cron, const Zone& zone, int64_t moment) {
  return cron.fields().hour.is_star ? next_in_real_time(cron, zone, moment)
                                    : next_on_clock(cron, zone, moment);
}

}  // namespace sluice::schedule
