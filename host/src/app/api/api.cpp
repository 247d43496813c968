#include "app/api/api.hpp"

#include <algorithm>

#include "app/api/answers.hpp"
#include "app/api/etag.hpp"
#include "app/api/problem.hpp"
#include "app/api/routes.hpp"
#include "app/api/sender.hpp"

namespace sluice::app {
namespace {

std::string_view media_type(const listener::Request& request) {
  const std::string_view type = request.header("Content-Type");
  return type.substr(0, type.find(';'));
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == text.npos; }

// The types that a body may have.
std::string_view types_of(BodyKind kind) {
  if (kind == BodyKind::kLines) return "application/x-ndjson";
  return kind == BodyKind::kText ? "text/yaml, application/json" : "application/json";
}

bool takes_type(BodyKind kind, std::string_view type) {
  if (kind == BodyKind::kText) return type == "text/yaml" || type == "application/json";
  return type == types_of(kind);
}

// A body of somebody who is not known yet must be small, and say so.
bool is_small(const listener::Request& request) {
  const std::string_view length = request.header("Content-Length");
  return !length.empty() && length.size() <= 4 && request.header("Transfer-Encoding").empty();
}

// {} and nothing are the same. What is not understood must not pass.
bool is_empty_object(std::string_view body) {
  const size_t open = body.find('{'), close = body.rfind('}');
  return open != body.npos && close != body.npos && is_blank(body.substr(0, open)) &&
         is_blank(body.substr(open + 1, close - open - 1)) && is_blank(body.substr(close + 1));
}

// A tag lets a client ask for what has changed only, and change what it has seen only.
listener::Response with_tag(listener::Response response, const listener::Request& request) {
  const bool reads = request.method() == "GET" || request.method() == "HEAD";
  if (response.status != 200 || response.stream || !reads) return response;
  const std::string tag = tag_of(response);
  std::erase_if(response.headers, [](const auto& one) { return one.first == "ETag"; });
  response.headers.push_back({"ETag", tag});
  if (!lists_tag(request.header("If-None-Match"), tag)) return response;
  return {.status = 304, .content_type = {}, .headers = {{"ETag", tag}}};
}

AuditEntry noted(const Match& match, const listener::Request& request, const Access& access,
                 const Caller* caller) {
  AuditEntry out;
  if (caller) out.who = caller->name;
  if (caller) out.role = role_name(caller->role);
  out.from = sender_of(access.proxies, request);
  out.method = request.method();
  const std::string_view target = request.target(), path = path_of_target(target);
  out.route = match.route ? match.route->path : path;
  for (const std::string& name : match.names) out.object += (out.object.empty() ? "" : " ") + name;
  out.object += target.substr(path.size());
  return out;
}

// Whoever has no session yet, or no more, is told so by every request of an open page.
bool is_worth_noting(const listener::Response& refusal, const listener::Request& request) {
  if (refusal.status == 403 || refusal.status == 429) return true;
  return refusal.status == 401 &&
         (!is_safe(request.method()) || !request.header("Authorization").empty());
}

}  // namespace

std::optional<listener::Response> Api::admit(const listener::Request& request) {
  std::optional<Caller> caller;
  auto refusal = look(request, caller);
  if (refusal && is_worth_noting(*refusal, request)) {
    const Match match = match_route(request.method(), path_of_target(request.target()));
    AuditEntry entry = noted(match, request, access_, caller ? &*caller : nullptr);
    entry.result = refusal->status;
    audit_.add_refusal(std::move(entry));
  }
  return refusal;
}

std::optional<listener::Response> Api::look(const listener::Request& request,
                                            std::optional<Caller>& caller) const {
  const std::string_view path = path_of_target(request.target());
  const Match match = match_route(request.method(), path);
  const bool open = match.route && match.route->open;
  Admission admitted = admission(access_, request, open);
  if (admitted.refusal) return std::move(admitted.refusal);
  caller = std::move(admitted.caller);
  if (match.allow.empty()) return problem(ProblemKind::kNotFound, {}, path);
  if (!match.route) {
    auto out = problem(ProblemKind::kMethod, "it takes " + match.allow, path);
    out.headers.push_back({"Allow", match.allow});
    return out;
  }
  if (match.route->local && access_.remote) return problem(ProblemKind::kLocalOnly, {}, path);
  if (caller && !caller->may(match.route->needs))
    return problem(ProblemKind::kForbidden,
                   "it needs the role " + std::string(role_name(match.route->needs)) +
                       "; yours is " + std::string(role_name(caller->role)),
                   path);
  const std::string_view type = media_type(request);
  if (!type.empty() && !takes_type(match.route->body, type))
    return problem(ProblemKind::kMediaType, "it takes " + std::string(types_of(match.route->body)),
                   path);
  if (open && !is_safe(request.method()) && !is_small(request))
    return problem(ProblemKind::kTooLarge, "at most 9,999 bytes, with Content-Length", path);
  return std::nullopt;
}

// The session may have ended since the head was read.
listener::Response Api::respond(const listener::Request& request, std::string body) {
  const std::string_view path = path_of_target(request.target());
  const Match match = match_route(request.method(), path);
  Admission admitted = admission(access_, request, match.route->open);
  if (admitted.refusal) return *std::move(admitted.refusal);
  const Caller caller = admitted.caller.value_or(Caller{"", Role::kViewer, false, ""});
  listener::Response out = answer(request, match, caller, std::move(body));
  if (is_safe(request.method()) || (match.route->asks && !out.reached_out)) return out;
  AuditEntry entry = noted(match, request, access_, &caller);
  entry.result = out.status;
  audit_.add(std::move(entry));
  return out;
}

listener::Response Api::answer(const listener::Request& request, const Match& match,
                               const Caller& caller, std::string body) const {
  const std::string_view path = path_of_target(request.target());
  const bool takes_body = match.route->body != BodyKind::kNone;
  const Call call{request,         path,   match.names, Query(request.target()),
                  std::move(body), caller, access_};
  const std::string wrong = call.query.wrong_one(match.route->query);
  if (!wrong.empty())
    return problem(
        ProblemKind::kBadRequest,
        "the parameter \"" + wrong + "\" is not known here, is there twice, or has no value", path);
  if (!caller.payloads && !call.query.get("text").empty()) return no_payloads(call);
  if (!takes_body && !is_blank(call.body) && !is_empty_object(call.body))
    return problem(ProblemKind::kBadRequest, "an empty body or {} is wanted", path);
  return with_tag(match.route->answer(parts_, call), request);
}

listener::Response Api::refusal(int status) { return problem_of_status(status); }

}  // namespace sluice::app
