#include "sluice/rest/start_point.hpp"

#include <algorithm>

#include "sluice/rest/version_cursor.hpp"

namespace sluice::rest {
namespace {

// `shape`: 0 stands for a digit, any other character for itself.
bool has_shape(std::string_view text, std::string_view shape) {
  return text.size() == shape.size() &&
         std::equal(text.begin(), text.end(), shape.begin(),
                    [](char c, char s) { return s == '0' ? c >= '0' && c <= '9' : c == s; });
}

int value_of(std::string_view digits) {
  int out = 0;
  for (char c : digits) out = out * 10 + (c - '0');
  return out;
}

bool is_day(std::string_view text) {
  if (!has_shape(text, "0000-00-00")) return false;
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const int year = value_of(text.substr(0, 4)), month = value_of(text.substr(5, 2));
  const int day = value_of(text.substr(8, 2));
  if (month < 1 || month > 12) return false;
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return day >= 1 && day <= kDays[month - 1] + (month == 2 && leap ? 1 : 0);
}

bool is_time(std::string_view text) {
  return has_shape(text, "00:00:00") && value_of(text.substr(0, 2)) < 24 &&
         value_of(text.substr(3, 2)) < 60 && value_of(text.substr(6, 2)) < 60;
}

bool is_zone(std::string_view text) {
  return text == "Z" || has_shape(text, "+00:00") || has_shape(text, "-00:00");
}

Status refused(const Operation& operation, std::string_view since, std::string_view what) {
  return Status::invalid("/since", "\"" + std::string(since.substr(0, 40)) +
                                       "\": " + call_name(operation) + std::string(what));
}

Status start_at_version(std::string_view since, const Operation& operation, PagingPlan& plan) {
  if (!parse_version(since))
    return refused(operation, since, " goes by version: a whole number is needed, not a date");
  if (!plan.start.empty()) return refused(operation, since, " has a cursor in its request already");
  plan.start = since;
  return {};
}

}  // namespace

std::optional<std::string> date_time(std::string_view text) {
  if (is_day(text)) return std::string(text) + "T00:00:00Z";
  if (text.size() < 19 || !is_day(text.substr(0, 10)) || text[10] != 'T' ||
      !is_time(text.substr(11, 8)))
    return std::nullopt;
  std::string_view rest = text.substr(19);
  if (rest.empty()) return std::string(text) + "Z";
  if (rest.front() == '.') {
    const size_t digits = rest.find_first_not_of("0123456789", 1);
    if (digits == 1 || digits == rest.npos) return std::nullopt;
    rest.remove_prefix(digits);
  }
  if (!is_zone(rest)) return std::nullopt;
  return std::string(text);
}

Status start_at(std::string_view since, const Operation& operation, PagingPlan& plan,
                Parameters& query) {
  if (since.empty()) return {};
  if (goes_by_version(plan.kind)) return start_at_version(since, operation, plan);
  const std::string_view name = operation.paging.since;
  if (name.empty()) return refused(operation, since, " cannot start at a version or a date");
  auto date = date_time(since);
  if (!date)
    return refused(operation, since, " starts at a date: 2026-11-01 or 2026-11-01T08:00:00Z");
  if (query.has(name))
    return refused(operation, since, " has " + std::string(name) + " in its request already");
  query.set(name, *std::move(date));
  return {};
}

}  // namespace sluice::rest
