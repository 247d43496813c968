#include "app/api/site.hpp"

#include <algorithm>
#include <utility>

#include "app/api/access_resources.hpp"
#include "app/api/problem.hpp"
#include "app/api/query.hpp"
#include "app/api/sight.hpp"
#include "app/api/status_page.hpp"

namespace sluice::app {
namespace {

constexpr const char* kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
constexpr std::string_view kStart = "/start";
constexpr const char* kHtml = "text/html; charset=utf-8";

bool is_for_api(std::string_view path) {
  return path.starts_with("/api/") || path == "/healthz" || path == "/readyz" || path == "/metrics";
}

void set_header(listener::Response& response, const std::string& name, const std::string& value) {
  const bool there = std::any_of(response.headers.begin(), response.headers.end(),
                                 [&](const auto& one) { return one.first == name; });
  if (!there) response.headers.push_back({name, value});
}

listener::Response secured(listener::Response response) {
  set_header(response, "Content-Security-Policy", kPolicy);
  set_header(response, "X-Content-Type-Options", "nosniff");
  set_header(response, "Referrer-Policy", "no-referrer");
  set_header(response, "Cross-Origin-Opener-Policy", "same-origin");
  set_header(response, "Cross-Origin-Resource-Policy", "same-origin");
  set_header(response, "Cache-Control", "no-store");
  return response;
}

listener::Response html(int status, std::string body) {
  return {.status = status, .body = std::move(body), .content_type = kHtml};
}

// Names within the dashboard's pages may have a dot: /configuration/shop.yaml,
// /plugins/file.publisher.
bool is_for_file(std::string_view path) {
  const bool at_root = path.find('/', 1) == path.npos;
  return path.starts_with("/assets/") || (at_root && path.find('.') != path.npos);
}

listener::Response go_to(const std::string& where) {
  return {.status = 303, .content_type = {}, .headers = {{"Location", where}}};
}

}  // namespace

// No data without a session, so links of other sites may lead here; names of others' DNS may not.
std::optional<listener::Response> Site::admit(const listener::Request& request) {
  const std::string_view path = path_of_target(request.target());
  if (is_for_api(path)) {
    auto refusal = api_.admit(request);
    return refusal ? std::optional(secured(*std::move(refusal))) : std::nullopt;
  }
  if (!is_known_host(api_.access(), request))
    return secured(problem(ProblemKind::kForeignOrigin,
                           "the host is not one of this server; name it in host.dashboard.names",
                           path));
  // Previews of links ask by HEAD, and would use the link up.
  const bool takes_it = path == kStart ? request.method() == "GET" : is_safe(request.method());
  if (takes_it) return std::nullopt;
  const std::string methods = path == kStart ? "GET" : "GET, HEAD";
  auto out = problem(ProblemKind::kMethod, "it takes " + methods, path);
  out.headers.push_back({"Allow", methods});
  return secured(std::move(out));
}

listener::Response Site::respond(const listener::Request& request, std::string body) {
  const std::string_view path = path_of_target(request.target());
  if (is_for_api(path)) return secured(api_.respond(request, std::move(body)));
  return secured(page(request, path));
}

listener::Response Site::refusal(int status) { return secured(api_.refusal(status)); }

// The paths of the dashboard's pages are its own affair: each gets the one page that it has.
listener::Response Site::page(const listener::Request& request, std::string_view path) const {
  if (path == kStart) return start(request);
  if (path == "/status") return status_page(request);
  if (path == kStatusCss) return {.body = status_css(), .content_type = "text/css; charset=utf-8"};
  if (is_for_file(path)) return file(request, path);
  if (assets_.empty()) return path == "/" ? go_to("/status") : file(request, path);
  return file(request, "/index.html");
}

listener::Response Site::start(const listener::Request& request) const {
  const Access& access = api_.access();
  const auto caller = access.sessions->take_start(Query(request.target()).get("token"));
  if (!caller) return html(401, html_page(start_again_html()));
  const Sessions::Opened opened = access.sessions->open(*caller);
  auto out = go_to("/");
  out.headers.push_back(
      {"Set-Cookie", session_cookie_text(access, opened.id, Sessions::kLifeMs / 1000)});
  return out;
}

listener::Response Site::status_page(const listener::Request& request) const {
  const bool known = session_of(api_.access(), request).has_value();
  return html(known ? 200 : 401, html_page(status_part(request)));
}

std::string Site::status_part(const listener::Request& request) const {
  const auto session = session_of(api_.access(), request);
  if (!session) return start_again_html();
  const auto view = control_.view();
  return view ? status_html(Sight::of(session->caller).seen(*view)) : not_ready_html();
}

listener::Response Site::file(const listener::Request& request, std::string_view path) const {
  const auto found = std::find_if(assets_.begin(), assets_.end(),
                                  [&](const Asset& one) { return one.path == path; });
  if (found == assets_.end()) return problem(ProblemKind::kNotFound, {}, path);
  listener::Response out{.body = std::string(found->bytes),
                         .content_type = std::string(found->type)};
  if (found->gzip) out.headers.push_back({"Content-Encoding", "gzip"});
  if (const size_t mark = out.body.find(kStatusMark); !found->gzip && mark != out.body.npos)
    out.body.replace(mark, kStatusMark.size(), status_part(request));
  // Their names hold a hash of what is in them.
  if (path.starts_with("/assets/"))
    out.headers.push_back({"Cache-Control", "public, max-age=31536000, immutable"});
  return out;
}

}  // namespace sluice::app
