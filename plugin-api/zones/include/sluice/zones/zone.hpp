// A time zone: what its wall clock shows at a moment, and when the clock shows a time. Moments are
// seconds since the Unix epoch, UTC; wall clock times are local seconds (calendar.hpp).
//
// Zones come from the system's tzdata by way of Howard Hinnant's date library, which reads the list
// of zones once, into a global of its own, when the first zone other than UTC is made, and a zone's
// changes when it is first used. Both are thread-safe; a changed tzdata is seen after a restart.
// After the last change that a zone's file lists, its closing rule holds (closing_rule.hpp). A Zone
// is a value; any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/result.hpp"
#include "sluice/zones/closing_rule.hpp"

namespace date {
class time_zone;
}

namespace sluice::zones {

class Zone {
 public:
  // UTC.
  Zone() = default;

  // By its IANA name, as "Europe/Berlin". "UTC" needs no tzdata. E_INVALID: there is no such zone,
  // or no tzdata.
  static Result<Zone> make(std::string_view name);

  const std::string& name() const { return name_; }

  // REQUIRES of all that follow: the wall clock's year is 0 to 10000, so that nothing throws.
  Span span_at(int64_t moment) const;
  int64_t local_of(int64_t moment) const { return moment + span_at(moment).offset; }

  // The first and the last moment at which the clock shows `local_s`; if it never does, as it skips
  // that time, both are the first moment after what is skipped.
  int64_t first_moment(int64_t local_s) const { return moments(local_s).first; }
  int64_t last_moment(int64_t local_s) const { return moments(local_s).last; }

  // The highest local time whose first moment is not after `moment`.
  int64_t latest_local(int64_t moment) const;

  // "+01:00"; with seconds if there are any.
  std::string offset_text(int64_t moment) const;

 private:
  struct Moments {
    int64_t first, last;
  };

  explicit Zone(const date::time_zone& rules);
  Moments moments(int64_t local_s) const;

  std::string name_ = "UTC";
  const date::time_zone* rules_ = nullptr;      // the date library's; null: UTC
  std::shared_ptr<const ClosingRule> closing_;  // null: it changes no more
};

// The names that Zone::make takes, but for UTC. Throws if there is no tzdata.
std::vector<std::string> zone_names();

}  // namespace sluice::zones
