#include "app/api/problem.hpp"

#include "app/report/console.hpp"

namespace sluice::app {
namespace {

struct Row {
  ProblemKind kind;
  int status;
  std::string_view name, title;
};

constexpr Row kRows[] = {
    {ProblemKind::kBadRequest, 400, "bad-request", "The request cannot be understood"},
    {ProblemKind::kUnauthorized, 401, "unauthorized", "The token is missing or wrong"},
    {ProblemKind::kForeignOrigin, 403, "foreign-origin", "Requests of other web sites are refused"},
    {ProblemKind::kForbidden, 403, "forbidden", "It needs another role"},
    {ProblemKind::kLocalOnly, 403, "local-only", "It is for the Unix socket only"},
    {ProblemKind::kNotFound, 404, "not-found", "There is no such resource"},
    {ProblemKind::kMethod, 405, "method-not-allowed", "The resource does not take this method"},
    {ProblemKind::kRunOver, 409, "run-over", "The run is over"},
    {ProblemKind::kAlwaysRunning, 409, "always-running", "The pipeline runs all the time"},
    {ProblemKind::kPipelineBusy, 409, "pipeline-busy", "The pipeline is in use"},
    {ProblemKind::kConflict, 409, "conflict", "The resource is not in a state that allows this"},
    {ProblemKind::kStale, 412, "stale", "The resource has changed"},
    {ProblemKind::kTooLarge, 413, "content-too-large", "The body is too large"},
    {ProblemKind::kMediaType, 415, "unsupported-media-type", "The body is of another type"},
    {ProblemKind::kReloadRefused, 422, "reload-refused", "The configuration has problems"},
    {ProblemKind::kConfigRefused, 422, "configuration-refused", "The change would be wrong"},
    {ProblemKind::kUnprocessable, 422, "unprocessable", "It cannot be carried out as it is"},
    {ProblemKind::kNoPrecondition, 428, "precondition-required", "If-Match is wanted"},
    {ProblemKind::kTooMany, 429, "too-many-requests", "Wait before the next one"},
    {ProblemKind::kHeadTooLarge, 431, "head-too-large", "The head of the request is too large"},
    {ProblemKind::kInternal, 500, "internal", "The request could not be carried out"},
    {ProblemKind::kUnavailable, 503, "unavailable", "The server cannot do this now"},
};

const Row& row_of(ProblemKind kind) {
  for (const Row& row : kRows)
    if (row.kind == kind) return row;
  return kRows[0];
}

config::Node problem_node(const Row& row, std::string_view detail, std::string_view instance) {
  config::Node node = config::Node::object();
  node.set("type", text_node("urn:sluice:problem:" + std::string(row.name)));
  node.set("title", text_node(row.title));
  node.set("status", number_node(row.status));
  if (!detail.empty()) node.set("detail", text_node(detail));
  if (!instance.empty()) node.set("instance", text_node(instance));
  return node;
}

listener::Response problem_response(int status, const config::Node& body) {
  listener::Response out = json_response(status, body);
  out.content_type = "application/problem+json";
  return out;
}

}  // namespace

listener::Response problem(ProblemKind kind, std::string_view detail, std::string_view instance) {
  const Row& row = row_of(kind);
  return problem_response(row.status, problem_node(row, detail, instance));
}

listener::Response problem(ProblemKind kind, std::string_view detail, std::string_view instance,
                           const std::string& member, config::Node value) {
  const Row& row = row_of(kind);
  config::Node node = problem_node(row, detail, instance);
  node.set(member, std::move(value));
  return problem_response(row.status, node);
}

listener::Response problem_of_status(int status) {
  for (const Row& row : kRows)
    if (row.status == status) return problem_response(status, problem_node(row, {}, {}));
  return {.status = status};
}

listener::Response json_response(int status, const config::Node& body) {
  return {.status = status,
          .body = config::to_json(body) + "\n",
          .content_type = "application/json",
          .headers = {{"Cache-Control", "no-store"}, {"X-Content-Type-Options", "nosniff"}}};
}

}  // namespace sluice::app
