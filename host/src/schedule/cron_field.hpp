// One field of a cron expression: what may stand in it, and the values it names. Values and
// constants; no thread rule.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::schedule {

struct FieldKind {
  std::string_view name;
  int low;
  int high;                             // what `*` ends at
  int highest;                          // what may be written: weekday 7 is Sunday, as 0
  std::vector<std::string_view> names;  // of low, low + 1, …; empty: numbers only
  bool is_day;                          // day of month or weekday: takes `?`
};

const FieldKind& second_field();
const FieldKind& minute_field();
const FieldKind& hour_field();
const FieldKind& day_field();
const FieldKind& month_field();
const FieldKind& weekday_field();

struct FieldValues {
  uint64_t values = 0;   // bit n: the value n; weekday 0 is Sunday
  bool is_star = false;  // begins with `*`, or is `?`
  // Of day of month and weekday only:
  bool last_day = false;         // L
  uint8_t last_weekdays = 0;     // bit n: nL
  std::array<uint8_t, 7> nth{};  // of weekday n, bit k: n#k

  bool has(int value) const { return values >> value & 1; }
  bool operator==(const FieldValues&) const = default;
};

// "0 to 7 or SUN to SAT".
std::string allowed_values(const FieldKind& kind);

}  // namespace sluice::schedule
