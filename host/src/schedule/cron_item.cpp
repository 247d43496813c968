#include "schedule/cron_item.hpp"

#include <algorithm>

#include "base/suggest.hpp"
#include "schedule/refusal.hpp"

namespace sluice::schedule {
namespace {

constexpr int kNoNumber = -1;

char upper_letter(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

bool same_letters(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return upper_letter(x) == upper_letter(y); });
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// At most four digits: none of our numbers is longer.
int small_number(std::string_view text) {
  if (text.empty() || text.size() > 4 || !std::all_of(text.begin(), text.end(), is_digit))
    return kNoNumber;
  int number = 0;
  for (const char c : text) number = number * 10 + (c - '0');
  return number;
}

bool ends_with_l(std::string_view item) {
  return !item.empty() && upper_letter(item.back()) == 'L';
}

// 15W, LW: of no number and no name of ours.
bool asks_for_working_day(std::string_view item) {
  const bool digits_or_l =
      std::all_of(item.begin(), item.end() - (item.empty() ? 0 : 1),
                  [](char c) { return is_digit(c) || upper_letter(c) == 'L'; });
  return !item.empty() && upper_letter(item.back()) == 'W' && digits_or_l;
}

}  // namespace

Status ItemParser::refuse(std::string_view part, const std::string& message) const {
  return refuse_at(whole_, part, message);
}

Status ItemParser::add(std::string_view item) {
  if (item.empty())
    return refuse(
        item, name() + " has an empty place in its list; " + allowed_values(kind_) + " is wanted");
  if (item == "?" && kind_.is_day) return add_range("*");
  if (item.find('?') != std::string_view::npos)
    return refuse(item, name() + ' ' + in_quotes(item) +
                            ": ? stands alone, for day of month or weekday; write *");
  if (kind_.is_day && asks_for_working_day(item))
    return refuse(item,
                  name() + ' ' + in_quotes(item) + ": W, the nearest working day, is not known");
  if (is_weekday() && item.find('#') != std::string_view::npos)
    return add_nth(item, item.find('#'));
  if (is_weekday() && ends_with_l(item)) return add_last_weekday(item);
  if (kind_.is_day && !is_weekday() && upper_letter(item[0]) == 'L') return add_last(item);
  return add_range(item);
}

Status ItemParser::add_last(std::string_view item) {
  if (item.size() > 1)
    return refuse(item, "day of month " + in_quotes(item) +
                            ": L stands alone, for the last day of the month");
  out_.last_day = true;
  return {};
}

Status ItemParser::add_last_weekday(std::string_view item) {
  const std::string_view day = item.substr(0, item.size() - 1);
  if (day.empty())
    return refuse(item, "weekday L needs a day in front: 5L is the last Friday of the month");
  const Result<int> weekday = value(day);
  if (!weekday) return weekday.status();
  out_.last_weekdays |= static_cast<uint8_t>(1u << *weekday % 7);
  return {};
}

Status ItemParser::add_nth(std::string_view item, size_t hash) {
  const Result<int> weekday = value(item.substr(0, hash));
  if (!weekday) return weekday.status();
  const std::string_view text = item.substr(hash + 1);
  const int n = small_number(text);
  if (n < 1 || n > 5)
    return refuse(text, "weekday " + in_quotes(item) + ": what follows # is not 1 to 5");
  out_.nth[static_cast<size_t>(*weekday % 7)] |= static_cast<uint8_t>(1u << n);
  return {};
}

Status ItemParser::add_range(std::string_view item) {
  const size_t slash = item.find('/');
  const bool has_step = slash != std::string_view::npos;
  const Result<Range> values = range(item.substr(0, slash), has_step);
  if (!values) return values.status();
  const Result<int> by = has_step ? step(item.substr(slash + 1)) : Result<int>(1);
  if (!by) return by.status();
  for (int v = values->from; v <= values->to; v += *by)
    out_.values |= uint64_t{1} << (is_weekday() ? v % 7 : v);
  return {};
}

Result<ItemParser::Range> ItemParser::range(std::string_view base, bool has_step) const {
  if (base == "*") return Range{kind_.low, kind_.high};
  if (!base.empty() && base[0] == '*')
    return refuse(base,
                  name() + ' ' + in_quotes(base) + ": * stands alone or before a step, as */5");
  const size_t dash = base.find('-', 1);
  if (dash != std::string_view::npos) return range_of_two(base, dash);
  const Result<int> from = value(base);
  if (!from) return from.status();
  return Range{*from, has_step ? std::max(*from, kind_.high) : *from};
}

Result<ItemParser::Range> ItemParser::range_of_two(std::string_view base, size_t dash) const {
  const Result<int> from = value(base.substr(0, dash));
  if (!from) return from.status();
  const Result<int> to = value(base.substr(dash + 1));
  if (!to) return to.status();
  const bool to_sunday = is_weekday() && *to == 0;  // FRI-SUN
  const int end = to_sunday && *from > 0 ? 7 : *to;
  if (*from <= end) return Range{*from, end};
  return refuse(base,
                name() + ' ' + in_quotes(base) + " runs backwards; write two ranges with a comma");
}

Result<int> ItemParser::step(std::string_view text) const {
  const int by = small_number(text);
  const int largest = kind_.high - kind_.low;
  if (by >= 1 && by <= largest) return by;
  return refuse(text, name() + " step " + (by == kNoNumber ? in_quotes(text) : std::string(text)) +
                          " is not 1 to " + std::to_string(largest));
}

int ItemParser::named(std::string_view text) const {
  for (size_t i = 0; i < kind_.names.size(); i++)
    if (same_letters(text, kind_.names[i])) return kind_.low + static_cast<int>(i);
  return kNoNumber;
}

Result<int> ItemParser::value(std::string_view text) const {
  const int by_name = named(text);
  if (by_name != kNoNumber) return by_name;
  const int number = small_number(text);
  if (number < kind_.low || number > kind_.highest) return refuse_value(text);
  return number;
}

Status ItemParser::refuse_value(std::string_view text) const {
  const bool digits = small_number(text) != kNoNumber;
  const std::vector<std::string> names(kind_.names.begin(), kind_.names.end());
  return refuse(text, name() + ' ' + (digits ? std::string(text) : in_quotes(text)) + " is not " +
                          allowed_values(kind_) +
                          (digits ? std::string() : base::did_you_mean(text, names)));
}

}  // namespace sluice::schedule
