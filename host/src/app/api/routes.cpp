#include "app/api/routes.hpp"

#include <algorithm>
#include <optional>

#include "base/percent.hpp"

namespace sluice::app {
namespace {

// Of a change: which tasks.
constexpr std::string_view kCounted = "id pipeline step state group class older newer text";
constexpr std::string_view kWhich = "id pipeline step state group class older newer text all";

template <class Part>
Part part_of(listener::Response (Part::*)(const Call&));

template <auto Member>
listener::Response of(const Parts& parts, const Call& call) {
  using Part = decltype(part_of(Member));
  return (std::get<Part&>(parts).*Member)(call);
}

constexpr Route kRoutes[] = {
    {"GET", "/healthz", "", of<&Resources::health>, Role::kViewer, true},
    {"GET", "/readyz", "", of<&Resources::ready>, Role::kViewer, true},
    {"GET", "/metrics", "", of<&Resources::metrics>, Role::kViewer},
    {"GET", "/api/v1/openapi.json", "", of<&Resources::description>, Role::kViewer},
    {"GET", "/api/v1/status", "", of<&Resources::status>, Role::kViewer},
    {"GET", "/api/v1/configuration", "", of<&Resources::configuration>, Role::kViewer},
    {"POST", "/api/v1/reload", "", of<&Resources::reload>, Role::kEditor},
    {"POST", "/api/v1/configuration/compare", "", of<&Resources::compare>, Role::kAdmin, false,
     BodyKind::kJson, true, true},
    {"GET", "/api/v1/pipelines", "limit cursor", of<&Resources::pipelines>, Role::kViewer},
    {"GET", "/api/v1/pipelines/{name}", "", of<&Resources::pipeline>, Role::kViewer},
    {"POST", "/api/v1/pipelines/{name}/runs", "", of<&Resources::start_run>, Role::kOperator},
    {"GET", "/api/v1/runs", "limit cursor pipeline outcome", of<&Resources::runs>, Role::kViewer},
    {"GET", "/api/v1/runs/{id}", "", of<&Resources::run>, Role::kViewer},
    {"POST", "/api/v1/runs/{id}/stop", "", of<&Resources::stop_run>, Role::kOperator},
    {"GET", "/api/v1/tasks",
     "limit cursor order texts id pipeline step state group class older newer text",
     of<&Resources::tasks>, Role::kViewer},
    {"DELETE", "/api/v1/tasks", kWhich, of<&Resources::prune_tasks>, Role::kOperator},
    {"POST", "/api/v1/tasks/skip", kWhich, of<&Resources::skip_tasks>, Role::kOperator},
    {"POST", "/api/v1/tasks/retry", kWhich, of<&Resources::retry_tasks>, Role::kOperator},
    {"POST", "/api/v1/tasks/import", "", of<&Resources::import_tasks>, Role::kAdmin, false,
     BodyKind::kLines},
    {"GET", "/api/v1/tasks/{id}", "texts", of<&Resources::task>, Role::kViewer},
    {"PUT", "/api/v1/tasks/{id}/value", "", of<&Resources::edit_task>, Role::kOperator, false,
     BodyKind::kJson},
    {"GET", "/api/v1/task-groups", "limit cursor pipeline step state group class recent",
     of<&Resources::task_groups>, Role::kViewer},
    {"PUT", "/api/v1/task-groups/{group}/note", "", of<&Resources::put_group_note>, Role::kOperator,
     false, BodyKind::kJson},
    {"GET", "/api/v1/state", "limit cursor pipeline", of<&Resources::states>, Role::kViewer},
    {"POST", "/api/v1/state/import", "", of<&Resources::import_states>, Role::kAdmin, false,
     BodyKind::kLines},
    {"POST", "/api/v1/state/backup", "file", of<&Resources::back_up>, Role::kAdmin, false,
     BodyKind::kNone, true},
    {"GET", "/api/v1/state/{pipeline}", "", of<&Resources::state>, Role::kViewer},
    {"GET", "/api/v1/state/{pipeline}/checkpoints", "", of<&Resources::checkpoints>, Role::kViewer},
    {"PUT", "/api/v1/state/{pipeline}/cursor", "", of<&Resources::put_cursor>, Role::kOperator,
     false, BodyKind::kJson},
    {"POST", "/api/v1/state/{pipeline}/reset", "publisher", of<&Resources::reset_state>,
     Role::kOperator},
    {"GET", "/api/v1/log", "pipeline follow", of<&Resources::log>, Role::kViewer},
    {"GET", "/api/v1/events", "", of<&Resources::events>, Role::kViewer},
    {"GET", "/api/v1/configuration/files", "", of<&ConfigurationResources::files>, Role::kViewer},
    {"GET", "/api/v1/configuration/files/{path}", "", of<&ConfigurationResources::file>,
     Role::kViewer},
    {"PUT", "/api/v1/configuration/files/{path}", "", of<&ConfigurationResources::put_file>,
     Role::kEditor, false, BodyKind::kText},
    {"DELETE", "/api/v1/configuration/files/{path}", "", of<&ConfigurationResources::delete_file>,
     Role::kEditor},
    {"POST", "/api/v1/configuration/validate", "", of<&ConfigurationResources::validate>,
     Role::kOperator, false, BodyKind::kJson, false, true},
    {"GET", "/api/v1/configuration/history", "limit cursor", of<&ConfigurationResources::history>,
     Role::kViewer},
    {"GET", "/api/v1/configuration/history/{id}", "", of<&ConfigurationResources::change>,
     Role::kViewer},
    {"POST", "/api/v1/configuration/history/{id}/undo", "", of<&ConfigurationResources::undo>,
     Role::kEditor},
    {"GET", "/api/v1/objects", "", of<&ConfigurationResources::objects>, Role::kViewer},
    {"POST", "/api/v1/objects", "", of<&ConfigurationResources::unsaved_objects>, Role::kOperator,
     false, BodyKind::kJson, false, true},
    {"GET", "/api/v1/schema", "", of<&BenchResources::schema>, Role::kViewer},
    {"GET", "/api/v1/components", "", of<&BenchResources::components>, Role::kViewer},
    {"GET", "/api/v1/components/{id}/catalogue", "for", of<&BenchResources::catalogue>,
     Role::kViewer},
    {"GET", "/api/v1/functions", "", of<&BenchResources::functions>, Role::kViewer},
    {"GET", "/api/v1/plugins", "", of<&BenchResources::plugins>, Role::kViewer},
    {"GET", "/api/v1/clients", "", of<&BenchResources::clients>, Role::kViewer},
    {"POST", "/api/v1/clients/{name}/check", "", of<&BenchResources::check_client>,
     Role::kOperator},
    {"POST", "/api/v1/clients/{name}/authorization", "", of<&GrantResources::begin>, Role::kEditor,
     false, BodyKind::kJson},
    {"PUT", "/api/v1/clients/{name}/authorization", "", of<&GrantResources::complete>,
     Role::kEditor, false, BodyKind::kJson},
    {"GET", "/api/v1/clients/{name}/requests", "limit cursor follow", of<&BenchResources::requests>,
     Role::kDataViewer},
    {"POST", "/api/v1/preview", "", of<&BenchResources::preview>, Role::kOperator, false,
     BodyKind::kJson, false, true},
    {"POST", "/api/v1/members", "", of<&BenchResources::members>, Role::kOperator, false,
     BodyKind::kJson, false, true},
    {"POST", "/api/v1/incoming/{name}/page", "", of<&BenchResources::page>, Role::kOperator},
    {"POST", "/api/v1/eval", "", of<&BenchResources::eval>, Role::kOperator, false, BodyKind::kJson,
     false, true},
    {"GET", "/api/v1/pipelines/{name}/tests", "", of<&BenchResources::tests>, Role::kOperator},
    {"POST", "/api/v1/pipelines/{name}/tests", "", of<&BenchResources::run_tests>, Role::kOperator},
    {"POST", "/api/v1/schedule", "", of<&BenchResources::schedule>, Role::kOperator, false,
     BodyKind::kJson, false, true},
    {"GET", "/api/v1/jobs", "limit cursor", of<&JobResources::jobs>, Role::kViewer},
    {"POST", "/api/v1/jobs", "", of<&JobResources::add_job>, Role::kOperator, false,
     BodyKind::kJson},
    {"GET", "/api/v1/jobs/{id}", "", of<&JobResources::job>, Role::kViewer},
    {"POST", "/api/v1/jobs/{id}/cancel", "", of<&JobResources::cancel_job>, Role::kOperator},
    {"POST", "/api/v1/jobs/{id}/continue", "", of<&JobResources::resume_job>, Role::kOperator},
    {"GET", "/api/v1/tasks/count", kCounted, of<&JobResources::count>, Role::kViewer},
    {"GET", "/api/v1/tasks/{id}/payload", "text from download", of<&JobResources::payload>,
     Role::kDataViewer},
    {"POST", "/api/v1/session", "", of<&AccessResources::sign_in>, Role::kViewer, true,
     BodyKind::kJson},
    {"GET", "/api/v1/session", "", of<&AccessResources::session>, Role::kViewer},
    {"DELETE", "/api/v1/session", "", of<&AccessResources::sign_out>, Role::kViewer},
    {"GET", "/api/v1/audit", "limit cursor", of<&AccessResources::audit>, Role::kAdmin},
    {"GET", "/api/v1/access/tokens", "limit cursor", of<&AccessResources::tokens>, Role::kAdmin},
    {"POST", "/api/v1/access/tokens", "", of<&AccessResources::add_token>, Role::kAdmin, false,
     BodyKind::kJson},
    {"DELETE", "/api/v1/access/tokens/{name}", "", of<&AccessResources::remove_token>,
     Role::kAdmin},
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
  if (match.allow.find(method) != match.allow.npos) return;
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
    // The path with less in braces is meant: /tasks/count is no task.
    if (!takes(route, method) || (out.route && out.names.size() <= names->size())) continue;
    out.route = &route;
    out.names = *std::move(names);
  }
  return out;
}

}  // namespace sluice::app
