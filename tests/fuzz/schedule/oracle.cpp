#include "fuzz/schedule/oracle.hpp"

#include <cctype>
#include <ctime>
#include <map>
#include <sstream>

namespace sluice::schedule::test {
namespace {

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return out;
}

std::string without_macro(const std::string& text) {
  static const std::map<std::string, std::string> macros{
      {"@HOURLY", "0 * * * *"},  {"@DAILY", "0 0 * * *"},   {"@MIDNIGHT", "0 0 * * *"},
      {"@WEEKLY", "0 0 * * 0"},  {"@MONTHLY", "0 0 1 * *"}, {"@YEARLY", "0 0 1 1 *"},
      {"@ANNUALLY", "0 0 1 1 *"}};
  std::string word;
  std::istringstream(text) >> word;
  const auto found = macros.find(word);
  return found == macros.end() ? text : found->second;
}

int number(const std::string& text, int low) {
  static const std::string months = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";
  static const std::string days = "SUNMONTUEWEDTHUFRISAT";
  if (std::isdigit(static_cast<unsigned char>(text[0]))) return std::stoi(text);
  const std::string& names = low == 1 ? months : days;
  return static_cast<int>(names.find(text) / 3) + low;
}

bool holds(const std::string& item, int value, int low, int high) {
  const size_t slash = item.find('/');
  const std::string base = item.substr(0, slash);
  const int step = slash == item.npos ? 1 : std::stoi(item.substr(slash + 1));
  int from = low, to = high;
  if (base[0] != '*') {
    const size_t dash = base.find('-');
    from = number(base.substr(0, dash), low);
    if (dash != base.npos) to = number(base.substr(dash + 1), low);
    if (dash == base.npos && slash == item.npos) to = from;
    if (dash != base.npos && to < from) to = 7;
  }
  return value >= from && value <= to && (value - from) % step == 0;
}

int length_of(int month, int year) {
  std::tm tm{};
  tm.tm_year = year - 1900;
  tm.tm_mon = month;  // the next month's day 0
  tm.tm_mday = 0;
  const std::time_t time = ::timegm(&tm);
  ::gmtime_r(&time, &tm);
  return tm.tm_mday;
}

}  // namespace

Oracle::Field Oracle::read(const std::string& text, int low, int high) {
  Field out;
  out.star = text[0] == '*' || text[0] == '?';
  std::istringstream in(text);
  for (std::string item; std::getline(in, item, ',');)
    out.items.push_back(item == "?" ? "*" : item);
  out.allowed.resize(61);
  for (const std::string& item : out.items) {
    if (item == "L" || (high == 6 && item.find_first_of("#L") != item.npos)) continue;
    const bool weekday = low == 0 && high == 6;
    for (int value = low; value <= (weekday ? 7 : high); value++)
      if (holds(item, value, low, high)) out.allowed[weekday ? value % 7 : value] = true;
    if (weekday && item == "7") out.allowed[0] = true;
  }
  return out;
}

Oracle::Oracle(std::string_view expression) {
  std::istringstream in(without_macro(upper(expression)));
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  if (words.size() == 5) words.insert(words.begin(), "0");
  const int low[] = {0, 0, 0, 1, 1, 0}, high[] = {59, 59, 23, 31, 12, 6};
  for (size_t i = 0; i < 6; i++) fields_.push_back(read(words[i], low[i], high[i]));
}

bool Oracle::is_day(int day, int month, int year, int weekday) const {
  bool in_month = fields_[3].allowed[day], in_week = fields_[5].allowed[weekday];
  for (const std::string& item : fields_[3].items)
    if (item == "L" && day == length_of(month, year)) in_month = true;
  for (const std::string& item : fields_[5].items) {
    const size_t hash = item.find('#');
    const bool last = item.back() == 'L';
    if (hash == item.npos && !last) continue;
    if (number(item.substr(0, last ? item.size() - 1 : hash), 0) % 7 != weekday) continue;
    if (last && day + 7 > length_of(month, year)) in_week = true;
    if (!last && day > 7 * (item[hash + 1] - '1') && day <= 7 * (item[hash + 1] - '0'))
      in_week = true;
  }
  return fields_[3].star || fields_[5].star ? in_month && in_week : in_month || in_week;
}

bool Oracle::matches(int64_t local_s) const {
  std::tm tm{};
  const std::time_t time = local_s;
  ::gmtime_r(&time, &tm);
  return fields_[0].allowed[tm.tm_sec] && fields_[1].allowed[tm.tm_min] &&
         fields_[2].allowed[tm.tm_hour] && fields_[4].allowed[tm.tm_mon + 1] &&
         is_day(tm.tm_mday, tm.tm_mon + 1, tm.tm_year + 1900, tm.tm_wday);
}

}  // namespace sluice::schedule::test
