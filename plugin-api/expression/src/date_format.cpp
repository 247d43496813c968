#include "date_format.hpp"

#include <array>
#include <charconv>

#include "characters.hpp"
#include "sluice/zones/calendar.hpp"

namespace sluice::expression {
namespace {

constexpr std::string_view kLetters = "aAbBdefFGHIjlLmMnpRsStTuVyYz%";
constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<std::string_view, 7> kWeekdays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                       "Thursday", "Friday", "Saturday"};
constexpr size_t kShort = 3;  // letters of a name that is cut

// What some letters stand for.
std::string_view expanded(char letter) {
  switch (letter) {
    case 'F':
      return "%Y-%m-%d";
    case 'T':
      return "%H:%M:%S";
    case 'R':
      return "%H:%M";
    default:
      return {};
  }
}

char small(char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c ^ 0x20 : c); }

bool begins_alike(std::string_view text, std::string_view word) {
  if (text.size() < word.size()) return false;
  for (size_t i = 0; i < word.size(); i++)
    if (small(text[i]) != small(word[i])) return false;
  return true;
}

// Reads from left to right; false: the text is not so.
class FieldReader {
 public:
  FieldReader(std::string_view text, DateFields* out) : rest_(text), out_(*out) {}

  bool is_done() const { return rest_.empty(); }

  bool text(std::string_view wanted) {
    for (const char c : wanted) {
      if (is_space(c)) {
        while (!rest_.empty() && is_space(rest_.front())) rest_.remove_prefix(1);
      } else if (rest_.empty() || rest_.front() != c) {
        return false;
      } else {
        rest_.remove_prefix(1);
      }
    }
    return true;
  }

  bool field(char letter) {
    switch (letter) {
      case 'Y':
        return number(4, 4, 1, 9999, &out_.year);
      case 'y':
        return short_year();
      case 'm':
        return number(1, 2, 1, 12, &out_.month);
      case 'd':
      case 'e':
        return blank() && number(1, 2, 1, 31, &out_.day);
      case 'j':
        return number(1, 3, 1, 366, &out_.day_of_year);
      case 'H':
        return number(1, 2, 0, 24, &out_.hour);
      case 'I':
      case 'l':
        return out_.half_days = true, blank() && number(1, 2, 1, 12, &out_.hour);
      case 'M':
        return number(1, 2, 0, 59, &out_.minute);
      case 'S':
        return number(1, 2, 0, 60, &out_.second);
      default:
        return other_field(letter);
    }
  }

 private:
  bool other_field(char letter) {
    switch (letter) {
      case 'b':
      case 'B':
        return name(kMonths, 1, &out_.month);
      case 'a':
      case 'A':
        return name(kWeekdays, 0, &ignored_);
      case 'u':
        return number(1, 1, 1, 7, &ignored_);
      case 'p':
        return half_of_day();
      case 'f':
      case 'L':
        return fraction();
      case 's':
        return epoch();
      case 'z':
        return offset();
      default:
        return false;  // what is only written
    }
  }

  bool number(size_t least, size_t most, int low, int high, int* out) {
    size_t n = 0;
    int value = 0;
    while (n < most && n < rest_.size() && is_digit(rest_[n]))
      value = value * 10 + rest_[n++] - '0';
    if (n < least || value < low || value > high) return false;
    rest_.remove_prefix(n);
    return *out = value, true;
  }
  bool blank() { return !rest_.starts_with(' ') || text(" "); }
  // POSIX: 69 to 99 are of the last century.
  bool short_year() {
    constexpr int kFirstOfLastCentury = 69;
    if (!number(2, 2, 0, 99, &out_.year)) return false;
    out_.year += out_.year >= kFirstOfLastCentury ? 1900 : 2000;
    return true;
  }
  template <size_t kCount>
  bool name(const std::array<std::string_view, kCount>& names, int first, int* out) {
    for (size_t i = 0; i < kCount; i++) {
      if (!begins_alike(rest_, names[i].substr(0, kShort))) continue;
      rest_.remove_prefix(begins_alike(rest_, names[i]) ? names[i].size() : kShort);
      return *out = static_cast<int>(i) + first, true;
    }
    return false;
  }
  bool half_of_day() {
    if (!begins_alike(rest_, "am") && !begins_alike(rest_, "pm")) return false;
    out_.afternoon = small(rest_.front()) == 'p';
    rest_.remove_prefix(2);
    return true;
  }
  bool fraction() {
    constexpr size_t kMostDigits = 30;
    const size_t n = digits_at(rest_, 0);
    if (!n || n > kMostDigits) return false;
    out_.fraction = rest_.substr(0, n);
    rest_.remove_prefix(n);
    return true;
  }
  bool epoch() {
    int64_t value = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (error != std::errc()) return false;
    rest_.remove_prefix(static_cast<size_t>(end - rest_.data()));
    out_.epoch = value;
    if (value < 0 || !rest_.starts_with('.')) return true;
    rest_.remove_prefix(1);
    return fraction();
  }
  bool offset() {
    if (rest_.starts_with('Z') || rest_.starts_with('z'))
      return rest_.remove_prefix(1), out_.offset = 0, true;
    if (!rest_.starts_with('+') && !rest_.starts_with('-')) return false;
    const int sign = rest_.front() == '-' ? -1 : 1;
    int hours = 0, minutes = 0;
    rest_.remove_prefix(1);
    if (!number(2, 2, 0, 23, &hours)) return false;
    if (rest_.starts_with(':')) rest_.remove_prefix(1);
    if (!number(2, 2, 0, 59, &minutes)) return false;
    out_.offset = sign * (hours * 3600 + minutes * 60);
    return true;
  }
  std::string_view rest_;
  DateFields& out_;
  int ignored_ = 0;
};

std::string padded(int64_t value, size_t width, char pad = '0') {
  std::string out = std::to_string(value);
  if (out.size() < width) out.insert(0, width - out.size(), pad);
  return out;
}

struct Clock {
  zones::Day date;
  int64_t days, seconds, offset;
  const Instant& instant;

  Clock(const Instant& at, const zones::Zone& zone)
      : offset(zone.span_at(at.seconds).offset), instant(at) {
    const int64_t local = at.seconds + offset;
    days = zones::floor_div(local, zones::kDaySeconds);
    seconds = local - days * zones::kDaySeconds;
    date = zones::day_of(days);
  }
  int64_t hour() const { return seconds / 3600; }
  int64_t day_of_year() const { return days - zones::days_of(date.year, 1, 1) + 1; }
  int weekday_from_monday() const { return date.weekday ? date.weekday : 7; }
  // The day of the same week that says which year the week belongs to (ISO 8601).
  int64_t thursday() const { return days + 4 - weekday_from_monday(); }
};

std::string offset_of(const Clock& clock) {
  const int64_t minutes = std::abs(clock.offset) / 60;
  return (clock.offset < 0 ? "-" : "+") + padded(minutes / 60, 2) + ":" + padded(minutes % 60, 2);
}

std::string fraction_of(const Clock& clock, size_t digits) {
  std::string out = clock.instant.fraction.substr(0, digits);
  return out.append(digits - out.size(), '0');
}

int64_t week_of(const Clock& clock) {
  const zones::Day day = zones::day_of(clock.thursday());
  return (clock.thursday() - zones::days_of(day.year, 1, 1)) / 7 + 1;
}

// Of letters that are about the clock.
std::string written_clock(char letter, const Clock& clock) {
  const int64_t half = (clock.hour() + 11) % 12 + 1;
  switch (letter) {
    case 'H':
      return padded(clock.hour(), 2);
    case 'I':
      return padded(half, 2);
    case 'l':
      return padded(half, 2, ' ');
    case 'M':
      return padded(clock.seconds / 60 % 60, 2);
    case 'S':
      return padded(clock.seconds % 60, 2);
    case 'p':
      return clock.hour() < 12 ? "AM" : "PM";
    case 'L':
      return fraction_of(clock, 3);
    case 'f':
      return fraction_of(clock, 6);
    case 's':
      return std::to_string(clock.instant.seconds);
    default:
      return offset_of(clock);
  }
}

std::string written(char letter, const Clock& clock) {
  const auto month = static_cast<size_t>(clock.date.month - 1);
  const auto weekday = static_cast<size_t>(clock.date.weekday);
  switch (letter) {
    case 'Y':
      return padded(clock.date.year, 4);
    case 'y':
      return padded(clock.date.year % 100, 2);
    case 'm':
      return padded(clock.date.month, 2);
    case 'd':
      return padded(clock.date.day, 2);
    case 'e':
      return std::to_string(clock.date.day);
    case 'j':
      return padded(clock.day_of_year(), 3);
    case 'b':
      return std::string(kMonths[month].substr(0, kShort));
    case 'B':
      return std::string(kMonths[month]);
    case 'a':
      return std::string(kWeekdays[weekday].substr(0, kShort));
    case 'A':
      return std::string(kWeekdays[weekday]);
    case 'u':
      return std::to_string(clock.weekday_from_monday());
    case 'V':
      return padded(week_of(clock), 2);
    case 'G':
      return padded(zones::day_of(clock.thursday()).year, 4);
    default:
      return written_clock(letter, clock);
  }
}

}  // namespace

std::optional<int64_t> DateFields::local() const {
  if (half_days && hour > 12) return std::nullopt;
  const int hours = half_days ? hour % 12 + (afternoon ? 12 : 0) : hour;
  if (hours == 24 && (minute || second)) return std::nullopt;
  const int64_t first = zones::days_of(year, month, 1);
  if (day > zones::day_of(first).month_length) return std::nullopt;
  int64_t days = first + day - 1;
  if (day_of_year) days = zones::days_of(year, 1, 1) + day_of_year - 1;
  if (day_of_year && zones::day_of(days).year != year) return std::nullopt;
  return days * zones::kDaySeconds + int64_t{hours} * 3600 + int64_t{minute} * 60 + second;
}

Result<DateFormat> DateFormat::parse(std::string_view format) {
  constexpr size_t kLongestFormat = 200;
  DateFormat out;
  if (format == "iso") return out.kind_ = Kind::kIso, out;
  if (format == "epoch_ms") return out.kind_ = Kind::kEpochMs, out;
  if (format == "epoch") format = "%s";
  out.is_utc_ = format == "http";
  if (out.is_utc_) format = "%a, %d %b %Y %T GMT";
  const bool is_pattern = format.find('%') != format.npos && format.size() <= kLongestFormat;
  if (is_pattern && out.add(format)) return out;
  return Status(SLUICE_E_INVALID,
                "the date format \"" + std::string(format.substr(0, 40)) +
                    "\" is not known; write iso, epoch, epoch_ms, http, or a pattern as %d-%m-%Y "
                    "%H:%M, with the letters " +
                    std::string(kLetters));
}

bool DateFormat::add(std::string_view pattern) {
  for (size_t i = 0; i < pattern.size(); i++) {
    const bool is_field = pattern[i] == '%';
    if (is_field && (++i == pattern.size() || kLetters.find(pattern[i]) == kLetters.npos))
      return false;
    if (is_field && !expanded(pattern[i]).empty()) {
      add(expanded(pattern[i]));
      continue;
    }
    const bool is_blank = is_field && (pattern[i] == 'n' || pattern[i] == 't');
    if (is_field && !is_blank && pattern[i] != '%')
      items_.push_back({pattern[i], {}});
    else
      items_.push_back({0, std::string(1, is_blank ? ' ' : pattern[i])});
  }
  return true;
}

bool DateFormat::read(std::string_view text, DateFields* out) const {
  FieldReader reader(text, out);
  if (kind_ == Kind::kEpochMs) {
    constexpr int64_t kMilliseconds = 1000;
    if (!reader.field('s') || !reader.is_done()) return false;
    const int64_t seconds = zones::floor_div(*out->epoch, kMilliseconds);
    out->fraction = padded(*out->epoch - seconds * kMilliseconds, 3);
    return out->epoch = seconds, true;
  }
  for (const Item& item : items_)
    if (!(item.letter ? reader.field(item.letter) : reader.text(item.text))) return false;
  if (is_utc_) out->offset = 0;
  return reader.is_done();
}

std::string DateFormat::write(const Instant& instant, const zones::Zone& zone) const {
  const Clock clock(instant, is_utc_ ? zones::Zone() : zone);
  if (kind_ == Kind::kEpochMs)
    return std::to_string(instant.seconds * 1000 + std::stol(fraction_of(clock, 3)));
  if (kind_ == Kind::kIso) {
    const std::string text = instant_text({instant.seconds + clock.offset, instant.fraction});
    return text.substr(0, text.size() - 1) + (zone.name() == "UTC" ? "Z" : offset_of(clock));
  }
  std::string out;
  for (const Item& item : items_) out += item.letter ? written(item.letter, clock) : item.text;
  return out;
}

}  // namespace sluice::expression
