#include "schedule/cron_field.hpp"

namespace sluice::schedule {

const FieldKind& second_field() {
  static const FieldKind kind{"second", 0, 59, 59, {}, false};
  return kind;
}

const FieldKind& minute_field() {
  static const FieldKind kind{"minute", 0, 59, 59, {}, false};
  return kind;
}

const FieldKind& hour_field() {
  static const FieldKind kind{"hour", 0, 23, 23, {}, false};
  return kind;
}

const FieldKind& day_field() {
  static const FieldKind kind{"day of month", 1, 31, 31, {}, true};
  return kind;
}

const FieldKind& month_field() {
  static const FieldKind kind{
      "month",
      1,
      12,
      12,
      {"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"},
      false};
  return kind;
}

const FieldKind& weekday_field() {
  static const FieldKind kind{"weekday", 0, 6, 7, {"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"},
                              true};
  return kind;
}

std::string allowed_values(const FieldKind& kind) {
  std::string text = std::to_string(kind.low) + " to " + std::to_string(kind.highest);
  if (kind.names.empty()) return text;
  return text + " or " + std::string(kind.names.front()) + " to " + std::string(kind.names.back());
}

}  // namespace sluice::schedule
