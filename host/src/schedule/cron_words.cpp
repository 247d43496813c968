#include "schedule/cron_words.hpp"

#include <array>
#include <bit>
#include <vector>

namespace sluice::schedule {
namespace {

using Words = std::vector<std::string>;
using NameOf = std::string (*)(int);

constexpr int kMostTimes = 6;  // so many times of day are listed

std::string weekday_name(int weekday) {
  constexpr std::array<const char*, 7> kNames{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                              "Thursday", "Friday", "Saturday"};
  return kNames[static_cast<size_t>(weekday)];
}

std::string month_name(int month) {
  constexpr std::array<const char*, 12> kNames{"January",   "February", "March",    "April",
                                               "May",       "June",     "July",     "August",
                                               "September", "October",  "November", "December"};
  return kNames[static_cast<size_t>(month - 1)];
}

std::string number_name(int number) { return std::to_string(number); }

// "a, b and c".
std::string joined(const Words& words, const std::string& last = " and ") {
  std::string out;
  for (size_t i = 0; i < words.size(); i++)
    out += (i == 0 ? "" : i + 1 == words.size() ? last : ", ") + words[i];
  return out;
}

int size_of(const FieldValues& field) { return std::popcount(field.values); }

bool is_whole(const FieldKind& kind, const FieldValues& field) {
  return size_of(field) == kind.high - kind.low + 1;
}

// 5 for the values 0, 5, 10, … to the end; 0 if they are not evenly spread.
int step_of(const FieldKind& kind, const FieldValues& field) {
  const int count = kind.high - kind.low + 1;
  if (size_of(field) == 0 || count % size_of(field) != 0) return 0;
  const int step = count / size_of(field);
  for (int value = kind.low; value <= kind.high; value += step)
    if (!field.has(value)) return 0;
  return step;
}

// Three and more in a row as "8 to 12".
Words ranges_of(const FieldKind& kind, const FieldValues& field, NameOf name) {
  Words out;
  for (int from = kind.low; from <= kind.high; from++) {
    if (!field.has(from)) continue;
    int to = from;
    while (to < kind.high && field.has(to + 1)) to++;
    const bool long_row = to - from >= 2;
    out.push_back(long_row ? name(from) + " to " + name(to) : name(from));
    if (long_row) from = to;
  }
  return out;
}

bool is_on_the_minute(const CronFields& fields) { return fields.second.values == 1; }
bool is_on_the_hour(const CronFields& fields) {
  return fields.minute.values == 1 && is_on_the_minute(fields);
}

bool has_few_times(const CronFields& f) {
  return !is_whole(hour_field(), f.hour) &&
         size_of(f.hour) * size_of(f.minute) * size_of(f.second) <= kMostTimes;
}

Words times_of(const CronFields& f) {
  Words out;
  for (int second = 0; second < kDaySeconds; second++)
    if (f.hour.has(second / 3600) && f.minute.has(second / 60 % 60) && f.second.has(second % 60))
      out.push_back(time_text(second));
  return out;
}

// "every 5 minutes", "minute 10", "minutes 10 and 20".
std::string unit_words(const FieldKind& kind, const FieldValues& field) {
  const std::string name(kind.name);
  const int step = size_of(field) > 1 ? step_of(kind, field) : 0;
  if (step == 1) return "every " + name;
  if (step > 1) return "every " + std::to_string(step) + ' ' + name + 's';
  return name + (size_of(field) > 1 ? "s " : " ") + joined(ranges_of(kind, field, number_name));
}

// "every …" as it is, else "at minute 10".
std::string at_unit(const FieldKind& kind, const FieldValues& field) {
  const std::string words = unit_words(kind, field);
  return words.rfind("every", 0) == 0 ? words : "at " + words;
}

std::string of_hours(const CronFields& f) {
  const bool regular = size_of(f.minute) > 1 && step_of(minute_field(), f.minute) > 0;
  if (is_whole(hour_field(), f.hour)) return regular ? "" : " of every hour";
  return " in " + unit_words(hour_field(), f.hour);
}

std::string repeated_times(const CronFields& f) {
  const bool regular_hours = step_of(hour_field(), f.hour) > 0;
  if (is_on_the_hour(f) && regular_hours) return unit_words(hour_field(), f.hour);
  if (is_on_the_minute(f)) return at_unit(minute_field(), f.minute) + of_hours(f);
  const std::string seconds = at_unit(second_field(), f.second);
  const bool regular = size_of(f.second) > 1 && step_of(second_field(), f.second) > 0;
  if (is_whole(minute_field(), f.minute))
    return seconds + (regular ? "" : " of every minute") +
           (is_whole(hour_field(), f.hour) ? "" : of_hours(f));
  return seconds + " in " + unit_words(minute_field(), f.minute) + of_hours(f);
}

// Monday first.
std::string plain_weekdays(const FieldValues& field) {
  FieldValues shifted;
  for (int i = 1; i <= 7; i++)
    if (field.has(i % 7)) shifted.values |= uint64_t{1} << i;
  const FieldKind week{"weekday", 1, 7, 7, {}, true};
  return joined(ranges_of(week, shifted, [](int day) { return weekday_name(day % 7); }));
}

Words special_weekdays(const FieldValues& field) {
  constexpr std::array<const char*, 6> kOrdinals{"", "first", "second", "third", "fourth", "fifth"};
  Words out;
  for (int n = 1; n <= 5; n++)
    for (int day = 0; day < 7; day++)
      if (field.nth[static_cast<size_t>(day)] >> n & 1)
        out.push_back(std::string("the ") + kOrdinals[static_cast<size_t>(n)] + ' ' +
                      weekday_name(day));
  for (int day = 0; day < 7; day++)
    if (field.last_weekdays >> day & 1) out.push_back("the last " + weekday_name(day));
  return out;
}

std::string weekday_words(const FieldValues& field) {
  Words out = special_weekdays(field);
  const std::string plain = plain_weekdays(field);
  if (out.empty()) return (plain.find(" to ") == plain.npos ? "every " : "") + plain;
  if (!plain.empty()) out.push_back("every " + plain);
  return "on " + joined(out) + " of the month";
}

std::string day_of_month_words(const FieldValues& field) {
  Words out;
  if (field.values)
    out.push_back((size_of(field) > 1 ? "days " : "day ") +
                  joined(ranges_of(day_field(), field, number_name)));
  if (field.last_day) out.emplace_back("the last day");
  return "on " + joined(out) + " of the month";
}

// Empty: every day.
std::string cron_day_words(const CronFields& f) {
  const bool any_day = is_whole(day_field(), f.day);
  const bool any_weekday = is_whole(weekday_field(), f.weekday);
  const bool both = f.day.is_star || f.weekday.is_star;
  if (both ? any_day && any_weekday : any_day || any_weekday) return "";
  if (any_day && both) return weekday_words(f.weekday);
  if (any_weekday && both) return day_of_month_words(f.day);
  std::string weekdays = weekday_words(f.weekday);
  constexpr std::string_view kEvery = "every ";
  if (both && weekdays.rfind(kEvery, 0) == 0) weekdays.erase(0, kEvery.size());
  return day_of_month_words(f.day) + (both ? ", only " : " or ") + weekdays;
}

std::string month_words(const CronFields& f) {
  if (is_whole(month_field(), f.month)) return "";
  return " in " + joined(ranges_of(month_field(), f.month, month_name));
}

}  // namespace

std::string words_of_cron(const CronExpression& cron, const std::string& zone) {
  const CronFields& f = cron.fields();
  const std::string days = cron_day_words(f);
  if (has_few_times(f))
    return (days.empty() ? "every day" : days) + month_words(f) + " at " + joined(times_of(f)) +
           ' ' + zone;
  return repeated_times(f) + (days.empty() ? "" : ", " + days) + month_words(f) + ", " + zone;
}

}  // namespace sluice::schedule
