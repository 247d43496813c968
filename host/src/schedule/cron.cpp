#include "schedule/cron.hpp"

#include <algorithm>
#include <bit>
#include <utility>
#include <vector>

#include "base/lower_case.hpp"
#include "base/suggest.hpp"
#include "schedule/parse_field.hpp"
#include "schedule/refusal.hpp"

namespace sluice::schedule {
namespace {

constexpr size_t kLongestExpression = 1000;
constexpr int64_t kFarthestDays = 28 * 365 + 7;
constexpr int kNone = -1;

constexpr std::pair<std::string_view, std::string_view> kMacros[] = {
    {"@hourly", "0 * * * *"},  {"@daily", "0 0 * * *"},   {"@midnight", "0 0 * * *"},
    {"@weekly", "0 0 * * 0"},  {"@monthly", "0 0 1 * *"}, {"@yearly", "0 0 1 1 *"},
    {"@annually", "0 0 1 1 *"}};

std::vector<std::string_view> words_of(std::string_view text) {
  constexpr std::string_view kSpaces = " \t\r\n";
  std::vector<std::string_view> out;
  for (size_t at = text.find_first_not_of(kSpaces); at != std::string_view::npos;) {
    const size_t end = std::min(text.find_first_of(kSpaces, at), text.size());
    out.push_back(text.substr(at, end - at));
    at = text.find_first_not_of(kSpaces, end);
  }
  return out;
}

// The lowest value from `from` on.
int next_value(const FieldValues& field, int from) {
  const uint64_t rest = from < 64 ? field.values >> from : 0;
  return rest ? from + std::countr_zero(rest) : kNone;
}

Status refuse_macro(std::string_view text, std::string_view word) {
  if (base::lower_case(word) == "@reboot")
    return refuse_at(text, word,
                     "@reboot is not known: the start of the host is no time that can be planned");
  std::vector<std::string> names;
  for (const auto& [name, fields] : kMacros) names.emplace_back(name);
  return refuse_at(
      text, word,
      in_quotes(word) + " is none of " + base::list_names(names) + base::did_you_mean(word, names));
}

Result<std::string_view> macro(std::string_view text, const std::vector<std::string_view>& words) {
  const std::string wanted = base::lower_case(words[0]);
  for (const auto& [name, fields] : kMacros) {
    if (wanted != name) continue;
    if (words.size() == 1) return fields;
    return refuse_at(text, words[1], std::string(name) + " stands alone");
  }
  return refuse_macro(text, words[0]);
}

Status refuse_count(std::string_view text, const std::vector<std::string_view>& words) {
  return refuse_at(text, words.empty() ? text.substr(0, 0) : words.back(),
                   "5 fields are wanted (minute hour day-of-month month weekday), or 6 (second "
                   "first); there are " +
                       std::to_string(words.size()));
}

Result<CronFields> read_fields(std::string_view text, const std::vector<std::string_view>& words) {
  CronFields out;
  out.second.values = 1;
  const std::pair<const FieldKind*, FieldValues*> places[] = {
      {&second_field(), &out.second}, {&minute_field(), &out.minute},
      {&hour_field(), &out.hour},     {&day_field(), &out.day},
      {&month_field(), &out.month},   {&weekday_field(), &out.weekday}};
  const size_t left_out = std::size(places) - words.size();
  for (size_t i = 0; i < words.size(); i++) {
    const auto& [kind, values] = places[i + left_out];
    Result<FieldValues> field = parse_field(*kind, text, words[i]);
    if (!field) return field.status();
    *values = *field;
  }
  return out;
}

bool in_weekday_field(const FieldValues& field, const Day& day) {
  const bool last = day.day + 7 > day.month_length;
  const int nth = (day.day - 1) / 7 + 1;
  return field.has(day.weekday) || (last && field.last_weekdays >> day.weekday & 1) ||
         (field.nth[static_cast<size_t>(day.weekday)] >> nth & 1);
}

}  // namespace

Result<CronExpression> CronExpression::parse(std::string_view text) {
  if (text.size() > kLongestExpression)
    return refuse_at(text, text.substr(0, 0), "an expression has at most 1000 characters");
  const std::vector<std::string_view> words = words_of(text);
  if (!words.empty() && words[0][0] == '@') {
    const Result<std::string_view> fields = macro(text, words);
    return fields ? parse(*fields) : fields.status();
  }
  if (words.size() < 5 || words.size() > 6) return refuse_count(text, words);
  const Result<CronFields> fields = read_fields(text, words);
  if (!fields) return fields.status();
  CronExpression out(*fields);
  if (out.names_a_day()) return out;
  return refuse_at(text, words[words.size() - 3],
                   "no year has such a day: day of month " + in_quotes(words[words.size() - 3]) +
                       ", month " + in_quotes(words[words.size() - 2]) + ", weekday " +
                       in_quotes(words.back()));
}

bool CronExpression::has_day(const Day& day) const {
  if (!fields_.month.has(day.month)) return false;
  const bool in_month =
      fields_.day.has(day.day) || (fields_.day.last_day && day.day == day.month_length);
  const bool in_week = in_weekday_field(fields_.weekday, day);
  const bool both = fields_.day.is_star || fields_.weekday.is_star;
  return both ? in_month && in_week : in_month || in_week;
}

// 28 years without a missing leap year have each of the 14 kinds of year.
bool CronExpression::names_a_day() const { return first_day(days_of(2001, 1, 1)).has_value(); }

std::optional<int64_t> CronExpression::first_day(int64_t from) const {
  const int64_t last = std::min(from + kFarthestDays, floor_div(kLastLocal, kDaySeconds));
  while (from <= last) {
    const Day day = day_of(from);
    if (has_day(day)) return from;
    from += fields_.month.has(day.month) ? 1 : day.month_length - day.day + 1;
  }
  return std::nullopt;
}

int CronExpression::in_minute(int second) const { return next_value(fields_.second, second); }

int CronExpression::in_hour(int second_of_hour) const {
  const int minute = second_of_hour / 60;
  const int second = fields_.minute.has(minute) ? in_minute(second_of_hour % 60) : kNone;
  if (second != kNone) return minute * 60 + second;
  const int next = next_value(fields_.minute, minute + 1);
  return next == kNone ? kNone : next * 60 + in_minute(0);
}

int CronExpression::in_day(int second_of_day) const {
  const int hour = second_of_day / 3600;
  const int second = fields_.hour.has(hour) ? in_hour(second_of_day % 3600) : kNone;
  if (second != kNone) return hour * 3600 + second;
  const int next = next_value(fields_.hour, hour + 1);
  return next == kNone ? kNone : next * 3600 + in_hour(0);
}

std::optional<int64_t> CronExpression::next_after(int64_t local_s) const {
  if (local_s >= kLastLocal) return std::nullopt;
  const int64_t from = std::max(local_s + 1, kFirstLocal);
  const int64_t today = floor_div(from, kDaySeconds);
  if (has_day(day_of(today))) {
    const int second = in_day(static_cast<int>(from - today * kDaySeconds));
    if (second != kNone) return today * kDaySeconds + second;
  }
  const std::optional<int64_t> day = first_day(today + 1);
  if (!day) return std::nullopt;
  return *day * kDaySeconds + in_day(0);
}

bool CronExpression::matches(int64_t local_s) const { return next_after(local_s - 1) == local_s; }

bool CronExpression::has_two_days_in_a_row() const {
  const int64_t from = days_of(2001, 1, 1);
  std::optional<int64_t> day = first_day(from);
  while (day && *day < from + kFarthestDays) {
    const std::optional<int64_t> next = first_day(*day + 1);
    if (next && *next == *day + 1) return true;
    day = next;
  }
  return false;
}

int64_t CronExpression::shortest_gap() const {
  const int first = in_day(0);
  int64_t gap = 2 * kDaySeconds;
  int last = first;
  for (int next = in_day(first + 1); next != kNone; next = in_day(next + 1)) {
    gap = std::min<int64_t>(gap, next - last);
    last = next;
  }
  const int64_t overnight = kDaySeconds - last + first;
  return has_two_days_in_a_row() ? std::min(gap, overnight)
                                 : std::min(gap, overnight + kDaySeconds);
}

}  // namespace sluice::schedule
