#include "app/api/routes.hpp"

#include <algorithm>
#include <optional>

#include "base/percent.hpp"

namespace sluice::app {
namespace {

constexpr Route kRoutes[] = {
    {"GET", "/healthz", "", &Resources::health, true},
    {"GET", "/readyz", "", &Resources::ready, true},
    {"GET", "/api/v1/openapi.json", "", &Resources::description},
    {"GET", "/api/v1/status", "", &Resources::status},
    {"GET", "/api/v1/configuration", "", &Resources::configuration},
    {"POST", "/api/v1/reload", "", &Resources::reload},
    {"GET", "/api/v1/pipelines", "limit cursor", &Resources::pipelines},
    {"GET", "/api/v1/pipelines/{name}", "", &Resources::pipeline},
    {"POST", "/api/v1/pipelines/{name}/runs", "", &Resources::start_run},
    {"GET", "/api/v1/runs", "limit cursor pipeline outcome", &Resources::runs},
    {"GET", "/api/v1/runs/{id}", "", &Resources::run},
    {"POST", "/api/v1/runs/{id}/stop", "", &Resources::stop_run},
    {"GET", "/api/v1/tasks", "limit cursor pipeline step state group text", &Resources::tasks},
    {"GET", "/api/v1/tasks/{id}", "", &Resources::task},
    {"GET", "/api/v1/state", "limit cursor pipeline", &Resources::state},
    {"GET", "/api/v1/log", "pipeline follow", &Resources::log},
    {"GET", "/api/v1/events", "", &Resources::events},
};

std::string_view next_segment(std::string_view& path) {
  path.remove_prefix(1);
  const size_t end = std::min(path.find('/'), path.size());
  const std::string_view out = path.substr(0, end);
  path.remove_prefix(end);
  return out;
}

// What stands for the {…}; nothing: another path.
std::optional<std::vector<std::string>> names_in(std::string_view path, std::string_view pattern) {
  std::vector<std::string> out;
  while (path.starts_with('/') && pattern.starts_with('/')) {
    const std::string_view given = next_segment(path), wanted = next_segment(pattern);
    const bool any = wanted.starts_with('{');
    if (any ? given.empty() : given != wanted) return std::nullopt;
    if (any) out.push_back(base::percent_decode(given));
  }
  return path.empty() && pattern.empty() ? std::optional(out) : std::nullopt;
}

bool takes(const Route& route, std::string_view method) {
  return method == route.method || (method == "HEAD" && route.method == "GET");
}

void allow(Match& match, std::string_view method) {
  if (!match.allow.empty()) match.allow += ", ";
  match.allow += method == "GET" ? "GET, HEAD" : std::string(method);
}

}  // namespace

std::span<const Route> routes() { return kRoutes; }

Match match_route(std::string_view method, std::string_view path) {
  Match out;
  for (const Route& route : kRoutes) {
    auto names = names_in(path, route.path);
    if (!names) continue;
    allow(out, route.method);
    if (!takes(route, method)) continue;
    out.route = &route;
    out.names = *std::move(names);
  }
  return out;
}

}  // namespace sluice::app
