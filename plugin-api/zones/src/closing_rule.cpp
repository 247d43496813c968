#include "sluice/zones/closing_rule.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>

#include "sluice/zones/calendar.hpp"

namespace sluice::zones {

// Reads from left to right; once something is not as expected, `good_` stays false.
class ClosingRuleParser {
 public:
  explicit ClosingRuleParser(std::string_view text) : rest_(text) {}

  std::optional<ClosingRule> parse() {
    ClosingRule out;
    skip_name();
    out.standard_ = -time();
    skip_name();
    out.summer_ = next_is(',') ? out.standard_ + kHourSeconds : -time();
    out.begin_ = change();
    out.end_ = change();
    if (!good_ || !rest_.empty()) return std::nullopt;
    return out;
  }

 private:
  bool next_is(char c) const { return !rest_.empty() && rest_[0] == c; }

  bool take(char c) {
    const bool taken = next_is(c);
    if (taken) rest_.remove_prefix(1);
    return taken;
  }

  void want(char c) { good_ = take(c) && good_; }

  void skip_name() {
    const bool bracket = next_is('<');
    const size_t end = bracket ? rest_.find('>') : rest_.find_first_of("+-0123456789,");
    good_ = good_ && end != std::string_view::npos && end > 0;
    if (good_) rest_.remove_prefix(end + (bracket ? 1 : 0));
  }

  int64_t number() {
    const size_t digits = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
    good_ = good_ && digits >= 1 && digits <= 3;
    if (!good_) return 0;
    int64_t out = 0;
    for (const char c : rest_.substr(0, digits)) out = out * 10 + (c - '0');
    rest_.remove_prefix(digits);
    return out;
  }

  // hh, hh:mm or hh:mm:ss with a sign, in seconds.
  int64_t time() {
    const int64_t sign = take('-') ? -1 : 1;
    if (sign > 0) take('+');
    int64_t seconds = number() * kHourSeconds;
    if (take(':')) seconds += number() * kMinuteSeconds;
    if (take(':')) seconds += number();
    return sign * seconds;
  }

  ClosingRule::Change change() {
    ClosingRule::Change out;
    want(',');
    if (take('M'))
      read_week(out);
    else
      read_day(out);
    if (take('/')) out.time = time();
    return out;
  }

  void read_week(ClosingRule::Change& out) {
    out.month = number();
    want('.');
    out.week = number();
    want('.');
    out.weekday = number();
    good_ = good_ && out.month >= 1 && out.month <= 12 && out.week >= 1 && out.week <= 5 &&
            out.weekday <= 6;
  }

  void read_day(ClosingRule::Change& out) {
    out.kind = take('J') ? 'J' : 'n';
    out.day = number();
    good_ = good_ && out.day <= 365 && (out.kind == 'n' || out.day >= 1);
  }

  std::string_view rest_;
  bool good_ = true;
};

std::optional<ClosingRule> ClosingRule::parse(std::string_view text) {
  return ClosingRuleParser(text).parse();
}

std::optional<ClosingRule> ClosingRule::of_zone(const std::string& zone) {
  std::ifstream in("/usr/share/zoneinfo/" + zone, std::ios::binary);
  const std::string file{std::istreambuf_iterator<char>(in), {}};
  if (file.size() < 2 || file.back() != '\n') return std::nullopt;
  const std::string_view lines = std::string_view(file).substr(0, file.size() - 1);
  return parse(lines.substr(lines.rfind('\n') + 1));
}

int64_t ClosingRule::days_to(const Change& change, int year) {
  const int64_t new_year = days_of(year, 1, 1);
  if (change.kind == 'n') return new_year + change.day;
  const bool leap = days_of(year + 1, 1, 1) - new_year == 366;
  if (change.kind == 'J') return new_year + change.day - (leap && change.day >= 60 ? 0 : 1);
  const int64_t first = days_of(year, static_cast<int>(change.month), 1);
  const Day day = day_of(first);
  const int64_t in_first_week = (change.weekday - day.weekday + 7) % 7;
  const int64_t in_month = in_first_week + 7 * (change.week - 1);
  return first + (in_month < day.month_length ? in_month : in_month - 7);
}

int64_t ClosingRule::summer_begin(int year) const {
  return days_to(begin_, year) * kDaySeconds + begin_.time - standard_;
}

int64_t ClosingRule::summer_end(int year) const {
  return days_to(end_, year) * kDaySeconds + end_.time - summer_;
}

Span ClosingRule::span_at(int64_t moment) const {
  const int year = day_of(floor_div(moment, kDaySeconds)).year;
  struct Begin {
    int64_t moment, offset;
  };
  std::array<Begin, 6> begins{};
  auto out = begins.begin();
  for (int y = year - 1; y <= year + 1; y++) {
    *out++ = {summer_end(y), standard_};
    *out++ = {summer_begin(y), summer_};
  }
  std::stable_sort(begins.begin(), begins.end(),
                   [](const Begin& a, const Begin& b) { return a.moment < b.moment; });
  const auto next = std::upper_bound(begins.begin(), begins.end(), moment,
                                     [](int64_t m, const Begin& b) { return m < b.moment; });
  // There are changes of a year before and a year after.
  const Begin& now = *(next == begins.begin() ? next : next - 1);
  return {now.moment, next == begins.end() ? INT64_MAX : next->moment, now.offset};
}

}  // namespace sluice::zones
