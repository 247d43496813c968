#include "api/route_table.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "common/request.hpp"

namespace sluice::simulator {
namespace {

constexpr std::array<std::string_view, 4> kDated = {"2026-01", "2026-04", "2026-07", "2026-10"};
constexpr std::string_view kWritten = "2026-07";  // the dated contract that the table spells out

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  std::size_t at = 0;
  while (at <= text.size()) {
    const std::size_t end = std::min(text.find(separator, at), text.size());
    parts.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

Route read_route(const std::vector<std::string>& cells) {
  Route route;
  route.entity = cells[0];
  route.api_version = cells[1];
  route.method = cells[2];
  route.action = cells[3];
  route.path = cells[4];
  route.segments = split(std::string_view(cells[4]).substr(1), '/');
  route.query_required = cells[6];
  route.query_optional = cells[7];
  route.pagination = cells[8];
  route.body_required = cells[9];
  // "200,201" means either; the first one is used. An empty cell leaves 200.
  std::from_chars(cells[10].data(), cells[10].data() + cells[10].size(), route.success_status);
  route.declared_status = cells[11];
  route.envelope = cells[12];
  route.scope = cells[13];
  route.same_in_2_0 = cells[15];
  return route;
}

bool is_parameter(const std::string& pattern) { return pattern.front() == '{'; }

// `{id}.txt` is the one pattern with a suffix.
bool segment_fits(const std::string& pattern, const std::string& segment) {
  if (!is_parameter(pattern)) return pattern == segment;
  const std::string suffix = pattern.substr(pattern.find('}') + 1);
  return segment.size() > suffix.size() && segment.ends_with(suffix);
}

bool fits(const Route& route, const std::vector<std::string>& segments) {
  return route.segments.size() == segments.size() &&
         std::equal(segments.begin(), segments.end(), route.segments.begin(),
                    [](const std::string& segment, const std::string& pattern) {
                      return segment_fits(pattern, segment);
                    });
}

std::ptrdiff_t literals(const Route& route) {
  return std::count_if(route.segments.begin(), route.segments.end(),
                       [](const std::string& s) { return !is_parameter(s) || !s.ends_with('}'); });
}

bool looks_dated(std::string_view segment) {
  if (segment.size() != 7 || segment[4] != '-') return false;
  const auto digit = [segment](std::size_t i) { return segment[i] >= '0' && segment[i] <= '9'; };
  for (const std::size_t i : {0U, 1U, 2U, 3U, 5U, 6U}) {
    if (!digit(i)) return false;
  }
  const std::string_view month = segment.substr(5);
  return month == "01" || month == "04" || month == "07" || month == "10";
}

// What the dated contracts differ by (x-series.md, "What changed between versions").
bool in_dated_version(const Route& route, std::string_view version) {
  const std::string& table = route.segments.front();
  if (version == "2026-01") {
    const bool later = table == "gift_cards" || table == "purchase_orders" ||
                       route.path == "/inventory/reorder_points" ||
                       (table.starts_with("inventory") && route.method == "POST");
    return !later;
  }
  return version != "2026-10" || route.entity != "products" || route.action != "update";
}

std::map<std::string, std::string> read_params(const Route& route,
                                               const std::vector<std::string>& segments) {
  std::map<std::string, std::string> params;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const std::string& pattern = route.segments[i];
    if (!is_parameter(pattern)) continue;
    const std::size_t close = pattern.find('}');
    const std::size_t suffix = pattern.size() - close - 1;
    params[pattern.substr(1, close - 1)] =
        percent_decode(segments[i].substr(0, segments[i].size() - suffix), false);
  }
  return params;
}

}  // namespace

bool are_dated_versions(const std::vector<std::string>& versions) {
  return !versions.empty() &&
         std::all_of(versions.begin(), versions.end(), [](const std::string& version) {
           return std::find(kDated.begin(), kDated.end(), version) != kDated.end();
         });
}

std::string dated_versions_text() {
  std::string text;
  for (const std::string_view version : kDated) {
    text += (text.empty() ? "" : ", ") + std::string(version);
  }
  return text;
}

RouteTable::RouteTable(std::string_view tsv) {
  for (const std::string& line : split(tsv, '\n')) {
    const std::vector<std::string> cells = split(line, '\t');
    if (cells.size() < 16 || cells[0] == "entity" || cells[4].empty()) continue;
    routes_.push_back(read_route(cells));
  }
  build_versions();
}

void RouteTable::build_versions() {
  for (const Route& route : routes_) {
    if (route.api_version == "2026-10") add("2026-10", route);
  }
  for (const Route& route : routes_) {
    if (route.api_version != kWritten) {
      if (route.api_version != "2026-10") add(route.api_version, route);
      // GET inventory with an envelope was still there in 2026-01.
      if (route.api_version == "2.0" && route.path == "/inventory") add("2026-01", route);
      continue;
    }
    for (const std::string_view version : kDated) {
      if (in_dated_version(route, version)) add(std::string(version), route);
    }
    if (route.same_in_2_0 == "yes") add("2.0", route);
  }
}

void RouteTable::add(const std::string& version, const Route& route) {
  std::vector<const Route*>& known = by_version_[version];
  const bool there = std::any_of(known.begin(), known.end(), [&route](const Route* other) {
    return other->method == route.method && other->path == route.path;
  });
  if (!there) known.push_back(&route);
}

std::string RouteTable::serving_version(std::string_view segment,
                                        const std::vector<std::string>& supported) const {
  if (!looks_dated(segment)) {
    const bool known = by_version_.contains(std::string(segment)) && segment != "0.9";
    return known ? std::string(segment) : std::string();
  }
  if (std::find(supported.begin(), supported.end(), segment) != supported.end()) {
    return std::string(segment);
  }
  // A version past its end is served by the oldest one still supported, and nothing says so.
  const std::string& oldest = *std::min_element(supported.begin(), supported.end());
  return segment < oldest ? oldest : std::string();
}

RouteMatch RouteTable::match(std::string_view method, const std::vector<std::string>& segments,
                             const std::vector<std::string>& supported) const {
  RouteMatch result;
  if (segments.size() < 2 || segments.front() != "api") return result;
  std::string version = serving_version(segments[1], supported);
  const bool unversioned = version.empty();
  if (unversioned) version = "0.9";
  result.version = version;
  const std::vector<std::string> rest(segments.begin() + (unversioned ? 1 : 2), segments.end());
  for (const std::string& segment : rest) result.path += '/' + segment;

  std::ptrdiff_t best = -1;
  for (const Route* route : by_version_.at(version)) {
    if (!fits(*route, rest)) continue;
    if (literals(*route) > best) {
      best = literals(*route);
      result.outcome = RouteMatch::Outcome::kOtherMethod;
      result.route = nullptr;
      result.allowed.clear();
    }
    if (literals(*route) < best) continue;
    if (!result.allowed.empty()) result.allowed += ", ";
    result.allowed += route->method;
    if (route->method != method) continue;
    result.outcome = RouteMatch::Outcome::kFound;
    result.route = route;
    result.params = read_params(*route, rest);
  }
  return result;
}

}  // namespace sluice::simulator
