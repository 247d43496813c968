#include "schedule/windows.hpp"

#include <algorithm>
#include <bitset>

#include "schedule/calendar.hpp"
#include "schedule/cron_field.hpp"
#include "schedule/parse_field.hpp"
#include "schedule/refusal.hpp"

namespace sluice::schedule {
namespace {

constexpr size_t kMostWindows = 32;
constexpr uint64_t kEveryWeekday = 127;
constexpr int64_t kWeekMinutes = 7 * kDaySeconds / kMinuteSeconds;

bool is_clock_time(std::string_view text) {
  const auto digit = [&](size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  return text.size() == 5 && digit(0) && digit(1) && text[2] == ':' && digit(3) && digit(4);
}

Result<int64_t> read_time(std::string_view pointer, std::string_view text) {
  const Status refusal =
      Status::invalid(pointer, in_quotes(text) + " is no time of day, 00:00 to 24:00");
  if (!is_clock_time(text)) return refusal;
  const int hour = (text[0] - '0') * 10 + (text[1] - '0');
  const int minute = (text[3] - '0') * 10 + (text[4] - '0');
  if (minute > 59 || hour * 60 + minute > 24 * 60) return refusal;
  return hour * kHourSeconds + minute * kMinuteSeconds;
}

Result<uint64_t> read_days(const std::vector<std::string>& days) {
  uint64_t out = 0;
  for (size_t i = 0; i < days.size(); i++) {
    const std::string pointer = "/days/" + std::to_string(i);
    const Result<FieldValues> values = parse_field(weekday_field(), days[i], days[i]);
    if (!values) return Status::invalid(pointer, values.status().message());
    if (values->values == 0 || values->last_weekdays || values->nth != FieldValues{}.nth)
      return Status::invalid(pointer,
                             in_quotes(days[i]) + ": days of the week are wanted, as mon-fri");
    out |= values->values;
  }
  return days.empty() ? kEveryWeekday : out;
}

std::string day_words(uint64_t weekdays) {
  std::string out;
  for (size_t i = 1; i <= 7; i++)
    if (weekdays >> i % 7 & 1)
      out += (out.empty() ? "on " : ", ") + std::string(weekday_field().names[i % 7]);
  return weekdays == kEveryWeekday ? "" : out + ' ';
}

}  // namespace

Result<Windows::Window> Windows::read(const WindowSettings& settings) {
  const Result<uint64_t> weekdays = read_days(settings.days);
  if (!weekdays) return weekdays.status();
  const Result<int64_t> from = read_time("/from", settings.from);
  if (!from) return from.status();
  const Result<int64_t> to = read_time("/to", settings.to);
  if (!to) return to.status();
  if (*from == kDaySeconds) return Status::invalid("/from", "24:00 begins no day; write 00:00");
  if (*from == *to)
    return Status::invalid(
        "/to", "from and to are both " + settings.to + "; a whole day is 00:00 to 24:00");
  return Window{*weekdays, *from, *to > *from ? *to : *to + kDaySeconds};
}

Result<Windows> Windows::make(const std::vector<WindowSettings>& windows, const Zone& zone) {
  if (windows.size() > kMostWindows) return Status::invalid("", "there may be 32 windows at most");
  Windows out(zone);
  for (size_t i = 0; i < windows.size(); i++) {
    const Result<Window> window = read(windows[i]);
    if (!window)
      return Status(SLUICE_E_INVALID, '/' + std::to_string(i) + window.status().message());
    out.windows_.push_back(*window);
  }
  if (!out.leaves_time()) return Status::invalid("", "the windows leave no time for a run");
  return out;
}

bool Windows::leaves_time() const {
  std::bitset<kWeekMinutes> taken;
  for (const Window& window : windows_)
    for (int64_t day = 0; day < 7; day++)
      for (int64_t at = window.from; (window.weekdays >> day & 1) && at < window.to; at += 60)
        taken.set(static_cast<size_t>((day * 1440 + at / 60) % kWeekMinutes));
  return !taken.all();
}

// INT64_MIN if the window that begins on that day does not hold `moment`.
int64_t Windows::end_of_day_at(const Window& window, int64_t day, int64_t moment) const {
  if (!(window.weekdays >> day_of(day).weekday & 1)) return INT64_MIN;
  if (moment < zone_.first_moment(day * kDaySeconds + window.from)) return INT64_MIN;
  const int64_t end = zone_.last_moment(day * kDaySeconds + window.to);
  return moment < end ? end : INT64_MIN;
}

// The latest end of the windows that hold `moment`; `moment` itself if none does.
int64_t Windows::end_at(int64_t moment) const {
  const int64_t today = floor_div(zone_.local_of(moment), kDaySeconds);
  int64_t end = moment;
  for (const Window& window : windows_)
    for (int64_t day = today - 1; day <= today + 1; day++)
      end = std::max(end, end_of_day_at(window, day, moment));
  return end;
}

int64_t Windows::clear_from(int64_t moment) const {
  // A window may begin before another ends. They leave a minute of the week, which the clock may
  // skip once: what is left is reached in less than four weeks, by the latest ends of each day.
  for (int i = 0; i < 4 * 7 * static_cast<int>(kMostWindows); i++) {
    const int64_t end = end_at(moment);
    if (end == moment) break;
    moment = end;
  }
  return moment;
}

std::string Windows::words() const {
  std::string out;
  for (const Window& window : windows_)
    out += (out.empty() ? "not " : ", nor ") + day_words(window.weekdays) + "from " +
           time_text(window.from) + " to " +
           time_text(window.to > kDaySeconds ? window.to - kDaySeconds : window.to);
  return out;
}

}  // namespace sluice::schedule
