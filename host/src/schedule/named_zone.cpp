#include "schedule/named_zone.hpp"

#include <algorithm>
#include <exception>
#include <optional>
#include <string>
#include <vector>

#include "base/suggest.hpp"

namespace sluice::schedule {
namespace {

// "Berlin" for "Europe/Berlin".
std::string_view city_of(std::string_view name) { return name.substr(name.rfind('/') + 1); }

std::string hint(std::string_view name, const std::vector<std::string>& names) {
  std::vector<std::string> cities;
  for (const std::string& name_of_zone : names) cities.emplace_back(city_of(name_of_zone));
  std::string by_name = base::did_you_mean(name, names);
  if (!by_name.empty() || name.find('/') != std::string_view::npos) return by_name;
  const std::optional<std::string> city = base::suggest(name, cities);
  if (!city) return "; write it as Europe/Berlin, or UTC";
  const auto at = std::find(cities.begin(), cities.end(), *city) - cities.begin();
  return "; did you mean \"" + names[static_cast<size_t>(at)] + "\"?";
}

// Empty without tzdata, which the refusal itself tells of.
std::string hint_or_nothing(std::string_view name) {
  try {
    const std::vector<std::string> names = zones::zone_names();
    const bool known = std::find(names.begin(), names.end(), name) != names.end();
    return known ? std::string() : hint(name, names);
  } catch (const std::exception&) {
    return {};
  }
}

}  // namespace

Result<Zone> named_zone(std::string_view name) {
  Result<Zone> zone = Zone::make(name);
  if (zone.ok()) return zone;
  return Status(zone.status().code(), zone.status().message() + hint_or_nothing(name));
}

}  // namespace sluice::schedule
