#include "sluice/zones/zone.hpp"

#include <date/tz.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/zones/calendar.hpp"

namespace sluice::zones {
namespace {

constexpr int64_t kLargestOffset = 26 * kHourSeconds;  // more than any zone ever had

date::sys_seconds sys_time_of(int64_t moment) {
  return date::sys_seconds(std::chrono::seconds(moment));
}

int64_t count(date::sys_seconds time) { return time.time_since_epoch().count(); }

constexpr size_t kMostOfName = 40;

std::string quoted(std::string_view name) {
  return "\"" + std::string(name.substr(0, kMostOfName)) + "\"";
}

// Not "localtime": what it means depends on the machine.
bool is_portable(const std::string& name) { return name != "localtime"; }

const date::time_zone* find_zone(std::string_view name) {
  for (const date::time_zone& zone : date::get_tzdb().zones) {
    if (zone.name() != name || !is_portable(zone.name())) continue;
    zone.get_info(sys_time_of(0));  // reads its file, which may throw; nothing does so later
    return &zone;
  }
  return nullptr;
}

}  // namespace

Result<Zone> Zone::make(std::string_view name) {
  if (name == "UTC") return Zone();
  try {
    if (const date::time_zone* rules = find_zone(name)) return Zone(*rules);
    return Status(SLUICE_E_INVALID, "there is no time zone " + quoted(name));
  } catch (const std::exception& e) {
    return Status(SLUICE_E_INVALID, "the time zone " + quoted(name) +
                                        " cannot be read from the system's tzdata: " + e.what());
  }
}

std::vector<std::string> zone_names() {
  std::vector<std::string> names;
  for (const date::time_zone& zone : date::get_tzdb().zones)
    if (is_portable(zone.name())) names.push_back(zone.name());
  return names;
}

Zone::Zone(const date::time_zone& rules) : name_(rules.name()), rules_(&rules) {
  if (const std::optional<ClosingRule> closing = ClosingRule::of_zone(name_))
    closing_ = std::make_shared<const ClosingRule>(*closing);
}

Span Zone::span_at(int64_t moment) const {
  if (!rules_) return {};
  const date::sys_info info = rules_->get_info(sys_time_of(moment));
  const Span listed{count(info.begin), count(info.end), info.offset.count()};
  if (!closing_ || listed.end < kLastLocal) return listed;
  Span span = closing_->span_at(moment);
  span.begin = std::max(span.begin, listed.begin);
  return span;
}

Zone::Moments Zone::moments(int64_t local_s) const {
  std::optional<int64_t> first, last, after_gap;
  for (int64_t at = local_s - kLargestOffset; at <= local_s + kLargestOffset;) {
    const Span span = span_at(at);
    const int64_t moment = local_s - span.offset;
    const bool shown = moment >= span.begin && moment < span.end;
    if (shown) last = moment;
    if (shown && !first) first = moment;
    if (!after_gap && moment < span.begin) after_gap = span.begin;
    if (span.end > local_s + kLargestOffset) break;
    at = span.end;
  }
  if (!first) first = last = after_gap.value_or(local_s);
  return {*first, *last};
}

int64_t Zone::latest_local(int64_t moment) const {
  const Span span = span_at(moment);
  const int64_t now = moment + span.offset;
  if (span.begin < kFirstLocal) return now;  // the first span has none before it
  const int64_t before = span.begin + span_at(span.begin - 1).offset - 1;
  return std::max(now, before);
}

std::string Zone::offset_text(int64_t moment) const {
  const int64_t offset = span_at(moment).offset;
  return (offset < 0 ? '-' : '+') + time_text(std::abs(offset));
}

}  // namespace sluice::zones
