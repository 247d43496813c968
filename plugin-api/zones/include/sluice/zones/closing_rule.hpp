// The rule by which a zone changes its clock after the last change that its tzdata file lists: the
// file's last line, a POSIX TZ text such as "CET-1CEST,M3.5.0,M10.5.0/3". The date library does not
// read it, and Debian's files list changes until 2037 only. A value; no thread rule.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sluice::zones {

// Moments (seconds since the Unix epoch) with one offset: from `begin` on, before `end`.
struct Span {
  int64_t begin = INT64_MIN;
  int64_t end = INT64_MAX;
  int64_t offset = 0;  // local less UTC, in seconds
};

class ClosingRule {
 public:
  // None: it cannot be read, or names no change.
  static std::optional<ClosingRule> parse(std::string_view text);
  // Of the zone's file below /usr/share/zoneinfo. `zone` must be a name of the date library's list.
  static std::optional<ClosingRule> of_zone(const std::string& zone);

  // REQUIRES: the year is 2 to 9998
  Span span_at(int64_t moment) const;

 private:
  friend class ClosingRuleParser;

  struct Change {
    char kind =
        'M';  // M: month, week, weekday; J: day 1 to 365, never 29 February; n: day 0 to 365
    int64_t day = 0;  // of J and n
    int64_t month = 1, week = 1, weekday = 0;
    int64_t time = 7200;  // seconds after the day's beginning, may be negative or of later days
  };

  static int64_t days_to(const Change& change, int year);
  int64_t summer_begin(int year) const;
  int64_t summer_end(int year) const;

  int64_t standard_ = 0, summer_ = 0;  // offsets
  Change begin_, end_;                 // of summer time
};

}  // namespace sluice::zones
