// Dates in forms of their own, as `%d-%m-%Y %H:%M`: read from text and written as such. A value; no
// thread rule.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/expression/moment.hpp"
#include "sluice/result.hpp"
#include "sluice/zones/zone.hpp"

namespace sluice::expression {

// What a text says of a moment, field by field.
struct DateFields {
  int year = 1970, month = 1, day = 1;
  int hour = 0, minute = 0, second = 0;
  int day_of_year = 0;  // 0: not told
  std::string fraction;
  bool afternoon = false, half_days = false;  // of a clock with 12 hours
  std::optional<int64_t> offset;              // of UTC, in seconds, if the text says it
  std::optional<int64_t> epoch;               // seconds since 1970, if the text says them

  // Seconds since 1970-01-01 as the clock shows them; none: there is no such day or hour.
  std::optional<int64_t> local() const;
};

class DateFormat {
 public:
  // The names iso, epoch, epoch_ms, http, or a pattern of % and letters (docs/expressions.md lists
  // them). E_INVALID: a letter that is none.
  static Result<DateFormat> parse(std::string_view format);

  // False: the text does not have this form.
  bool read(std::string_view text, DateFields* out) const;
  // As the clock of the zone shows it. REQUIRES: the year is 1 to 9999
  std::string write(const Instant& instant, const zones::Zone& zone) const;

  // The moment is RFC 3339 text, or without an offset as the zone's clock shows it.
  bool is_iso() const { return kind_ == Kind::kIso; }

 private:
  enum class Kind : uint8_t { kPattern, kIso, kEpochMs };
  struct Item {
    char letter = 0;   // 0: text
    std::string text;  // as it is; blanks stand for any number of them
  };

  bool add(std::string_view pattern);

  Kind kind_ = Kind::kPattern;
  bool is_utc_ = false;  // whatever the zone
  std::vector<Item> items_;
};

}  // namespace sluice::expression
