#include "http/policy/rate_report.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "http/text/headers.hpp"
#include "http/text/wait_time.hpp"

namespace sluice::http {
namespace {

struct Names {
  std::string_view limit, left, end;
};

constexpr Names kUsual[] = {
    {"RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"},
    {"X-Rate-Limit-Limit", "X-Rate-Limit-Remaining", "X-Rate-Limit-Reset"},
};
constexpr std::string_view kEndIn = "X-RateLimit-Reset-After";

// "100", or the first of "100, 100;w=60".
std::optional<int64_t> number(std::string_view text) {
  int64_t out = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, out);
  const bool whole = end == last || *end == ',' || *end == ';' || *end == ' ';
  if (error != std::errc() || !whole || out < 0) return std::nullopt;
  return out;
}

std::optional<int64_t> number_in(const Headers& headers, std::string_view name) {
  const auto text = headers.find(name);
  return text ? number(*text) : std::nullopt;
}

bool is_usual(const BudgetSettings& settings) {
  return settings.remaining_header == BudgetSettings().remaining_header;
}

std::optional<RateReport> by_names(const Headers& headers, const Names& names, int64_t now_s) {
  const auto left = number_in(headers, names.left);
  if (!left) return std::nullopt;
  RateReport out;
  out.left = *left;
  out.limit = number_in(headers, names.limit).value_or(0);
  if (const auto end = headers.find(names.end)) out.end_ms = read_end_ms(*end, now_s);
  return out;
}

// At `separator` outside of quotes (RFC 9651).
std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  bool quoted = false;
  size_t begin = 0;
  for (size_t i = 0; i < text.size(); i++) {
    if (text[i] == '"') quoted = !quoted;
    if (quoted || text[i] != separator) continue;
    out.push_back(trimmed(text.substr(begin, i - begin)));
    begin = i + 1;
  }
  out.push_back(trimmed(text.substr(begin)));
  return out;
}

// The number after "name=" in one of these.
std::optional<int64_t> parameter(const std::vector<std::string_view>& parts,
                                 std::string_view name) {
  for (const std::string_view part : parts) {
    const size_t equals = part.find('=');
    if (equals != part.npos && part.substr(0, equals) == name)
      return number(part.substr(equals + 1));
  }
  return std::nullopt;
}

// "default";r=50;t=30, or of earlier drafts: limit=100, remaining=50, reset=30
std::optional<RateReport> read_policy(std::string_view item, std::string_view policies) {
  std::vector<std::string_view> parts = split(item, ';');
  const std::string_view name = parts[0];
  parts.erase(parts.begin());
  const auto left = parameter(parts, "r");
  if (!left) return std::nullopt;
  RateReport out;
  out.left = *left;
  if (const auto end = parameter(parts, "t")) out.end_ms = *end * 1000;
  for (const std::string_view policy : split(policies, ',')) {
    const std::vector<std::string_view> of = split(policy, ';');
    if (of[0] != name) continue;
    out.limit = parameter(of, "q").value_or(0);
    if (const auto length = parameter(of, "w")) out.length_ms = *length * 1000;
  }
  return out;
}

std::optional<RateReport> earlier_draft(const std::vector<std::string_view>& items) {
  const auto left = parameter(items, "remaining");
  if (!left) return std::nullopt;
  RateReport out;
  out.left = *left;
  out.limit = parameter(items, "limit").value_or(0);
  if (const auto end = parameter(items, "reset")) out.end_ms = *end * 1000;
  return out;
}

std::optional<RateReport> by_policies(const Headers& headers) {
  const auto rate = headers.find("RateLimit");
  if (!rate) return std::nullopt;
  const std::vector<std::string_view> items = split(*rate, ',');
  std::optional<RateReport> least = earlier_draft(items);
  for (const std::string_view item : items) {
    auto one = read_policy(item, headers.find("RateLimit-Policy").value_or(""));
    if (one && (!least || one->left < least->left)) least = one;
  }
  return least;
}

std::optional<RateReport> any_of(const Headers& headers, const BudgetSettings& settings,
                                 int64_t now_s) {
  const Names named{settings.limit_header, settings.remaining_header, settings.reset_header};
  if (auto told = by_names(headers, named, now_s)) return told;
  if (!is_usual(settings)) return std::nullopt;
  for (const Names& names : kUsual)
    if (auto told = by_names(headers, names, now_s)) return told;
  return by_policies(headers);
}

}  // namespace

std::optional<RateReport> read_rate(const Headers& headers, const BudgetSettings& settings,
                                    int64_t wall_s) {
  if (settings.remaining_header.empty()) return std::nullopt;
  const int64_t now_s = response_time(headers, wall_s);
  auto told = any_of(headers, settings, now_s);
  if (told && !told->end_ms)
    if (const auto end = headers.find(kEndIn)) told->end_ms = read_wait_ms(*end, now_s);
  return told;
}

std::optional<int64_t> read_window_end(const Headers& headers, const BudgetSettings& settings,
                                       int64_t wall_s) {
  if (settings.remaining_header.empty()) return std::nullopt;
  if (const auto told = read_rate(headers, settings, wall_s); told && told->end_ms)
    return told->end_ms;
  const int64_t now_s = response_time(headers, wall_s);
  const auto end_in = [&](std::string_view name) -> std::optional<int64_t> {
    const auto text = headers.find(name);
    return text ? read_end_ms(*text, now_s) : std::nullopt;
  };
  if (auto end = end_in(settings.reset_header)) return end;
  if (!is_usual(settings)) return std::nullopt;
  if (auto end = end_in(kEndIn)) return end;
  for (const Names& names : kUsual)
    if (auto end = end_in(names.end)) return end;
  return std::nullopt;
}

}  // namespace sluice::http
