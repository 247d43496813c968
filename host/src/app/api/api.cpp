#include "app/api/api.hpp"

#include <algorithm>

#include "app/api/etag.hpp"
#include "app/api/problem.hpp"
#include "app/api/routes.hpp"

namespace sluice::app {
namespace {

std::string_view media_type(const listener::Request& request) {
  const std::string_view type = request.header("Content-Type");
  return type.substr(0, type.find(';'));
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == text.npos; }

// {} and nothing are the same. There are no parameters yet, and one that is not understood must not
// pass.
bool is_empty_object(std::string_view body) {
  const size_t open = body.find('{'), close = body.rfind('}');
  return open != body.npos && close != body.npos && is_blank(body.substr(0, open)) &&
         is_blank(body.substr(open + 1, close - open - 1)) && is_blank(body.substr(close + 1));
}

// A tag lets a client ask for what has changed only, and change what it has seen only.
listener::Response with_tag(listener::Response response, const listener::Request& request) {
  if (response.status != 200 || response.stream || request.method() == "POST") return response;
  const std::string tag = tag_of(response);
  std::erase_if(response.headers, [](const auto& one) { return one.first == "ETag"; });
  response.headers.push_back({"ETag", tag});
  if (!lists_tag(request.header("If-None-Match"), tag)) return response;
  return {.status = 304, .content_type = {}, .headers = {{"ETag", tag}}};
}

}  // namespace

std::optional<listener::Response> Api::admit(const listener::Request& request) {
  const std::string_view path = path_of_target(request.target());
  const Match match = match_route(request.method(), path);
  if (auto no = refused(access_, request, match.route && match.route->open)) return no;
  if (match.allow.empty()) return problem(ProblemKind::kNotFound, {}, path);
  if (!match.route) {
    auto out = problem(ProblemKind::kMethod, "it takes " + match.allow, path);
    out.headers.push_back({"Allow", match.allow});
    return out;
  }
  const std::string_view type = media_type(request);
  if (!type.empty() && type != "application/json")
    return problem(ProblemKind::kMediaType, {}, path);
  return std::nullopt;
}

listener::Response Api::respond(const listener::Request& request, std::string body) {
  const std::string_view path = path_of_target(request.target());
  Match match = match_route(request.method(), path);
  const Call call{request, path, std::move(match.names), Query(request.target())};
  const std::string wrong = call.query.wrong_one(match.route->query);
  if (!wrong.empty())
    return problem(ProblemKind::kBadRequest,
                   "the parameter \"" + wrong + "\" is not known here, or is there twice", path);
  if (!is_blank(body) && !is_empty_object(body))
    return problem(ProblemKind::kBadRequest, "an empty body or {} is wanted", path);
  return with_tag((resources_.*match.route->answer)(call), request);
}

listener::Response Api::refusal(int status) { return problem_of_status(status); }

}  // namespace sluice::app
