#include "app/api/access.hpp"

#include <algorithm>
#include <cctype>

#include "app/api/problem.hpp"
#include "app/api/query.hpp"
#include "app/api/sender.hpp"
#include "base/constant_time.hpp"
#include "platform/tcp_connect.hpp"

namespace sluice::app {
namespace {

constexpr std::string_view kBearer = "Bearer ";

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

// "[::1]:8710" -> "::1"; "shop.example:443" -> "shop.example".
std::string without_port(std::string_view host) {
  const size_t close = host.find(']');
  if (host.starts_with('[') && close != host.npos) return std::string(host.substr(1, close - 1));
  return lower(host.substr(0, host.find(':')));
}

// Of "Authorization: Bearer …"; empty: there is none.
std::string_view borne_token(const listener::Request& request) {
  const std::string_view header = request.header("Authorization");
  if (header.size() <= kBearer.size()) return {};
  const bool bearer = lower(header.substr(0, kBearer.size())) == lower(kBearer);
  return bearer ? header.substr(kBearer.size()) : std::string_view();
}

// Programs send neither header.
bool is_foreign(const Access& access, const listener::Request& request) {
  const std::string_view site = request.header("Sec-Fetch-Site");
  if (!site.empty() && site != "same-origin" && site != "none") return true;
  const std::string_view origin = request.header("Origin");
  if (origin.empty()) return false;
  const std::string given = lower(origin);
  return given != access.scheme + "://" + lower(request.header("Host")) &&
         (access.origin.empty() || given != lower(access.origin));
}

// No form and no link of another site can send this header.
bool is_meant(const listener::Request& request) {
  return is_safe(request.method()) || request.header("X-Sluice") == "1";
}

Admission refuse(ProblemKind kind, std::string_view detail, const listener::Request& request) {
  return {problem(kind, detail, path_of_target(request.target())), std::nullopt};
}

Admission wants_token(const Access& access, const listener::Request& request) {
  Admission out =
      refuse(ProblemKind::kUnauthorized,
             access.sessions ? "sign in, or send \"Authorization: Bearer\" with an access token"
                             : "send \"Authorization: Bearer\" with the token of host.api.token, "
                               "or an access token",
             request);
  out.refusal->headers.push_back({"WWW-Authenticate", "Bearer realm=\"sluice\""});
  return out;
}

Admission too_many(const Status& why, const Access& access, const listener::Request& request) {
  Admission out = refuse(ProblemKind::kTooMany, why.message(), request);
  const int64_t wait_ms = access.guard->wait_ms(sender_of(access.proxies, request));
  out.refusal->headers.push_back({"Retry-After", std::to_string(wait_ms / 1000 + 1)});
  return out;
}

Admission by_token(const Access& access, const listener::Request& request, std::string_view token) {
  auto caller = caller_of_token(access, token, sender_of(access.proxies, request));
  if (caller) return {std::nullopt, *std::move(caller)};
  if (caller.status().code() == SLUICE_E_UNAVAILABLE)
    return too_many(caller.status(), access, request);
  return wants_token(access, request);
}

Admission by_cookie(const Access& access, const listener::Request& request) {
  auto session = session_of(access, request);
  if (!session) return wants_token(access, request);
  if (!is_meant(request))
    return refuse(ProblemKind::kForeignOrigin,
                  "changes of a browser need the header \"X-Sluice: 1\"", request);
  session->caller.from = sender_of(access.proxies, request);
  return {std::nullopt, std::move(session->caller)};
}

}  // namespace

bool is_safe(std::string_view method) {
  return method == "GET" || method == "HEAD" || method == "OPTIONS";
}

bool is_known_host(const Access& access, const listener::Request& request) {
  if (!access.remote) return true;
  const std::string host = without_port(request.header("Host"));
  if (host == "localhost" || !platform::numeric_address(host).empty()) return true;
  return std::any_of(access.hosts.begin(), access.hosts.end(),
                     [&](const std::string& name) { return lower(name) == host; });
}

std::string session_cookie(const Access& access, const listener::Request& request) {
  std::string_view rest = request.header("Cookie");
  while (access.sessions && !rest.empty()) {
    const size_t end = std::min(rest.find(';'), rest.size());
    std::string_view one = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    one.remove_prefix(std::min(one.find_first_not_of(' '), one.size()));
    if (one.starts_with(access.cookie + "="))
      return std::string(one.substr(access.cookie.size() + 1));
  }
  return {};
}

std::optional<Sessions::Found> session_of(const Access& access, const listener::Request& request) {
  const std::string id = session_cookie(access, request);
  auto out = id.empty() ? std::nullopt : access.sessions->find(id);
  // Its token may have been taken away meanwhile, by another process, too.
  if (!out || !access.tokens || access.tokens->still_holds(out->caller)) return out;
  access.sessions->close(id);
  return std::nullopt;
}

std::function<bool()> still_admitted(const Access& access, const listener::Request& request,
                                     const Caller& caller) {
  if (access.token.empty() && !access.sessions) return {};
  const std::string id = borne_token(request).empty() ? session_cookie(access, request) : "";
  return [sessions = access.sessions, tokens = access.tokens, id, caller] {
    if (!id.empty() && !sessions->holds(id)) return false;
    return !tokens || tokens->still_holds(caller);
  };
}

Result<Caller> caller_of_token(const Access& access, std::string_view token,
                               const std::string& from) {
  if (access.guard && access.guard->wait_ms(from) > 0)
    return Status(SLUICE_E_UNAVAILABLE, "too many wrong tokens came from there; wait a little");
  std::optional<Caller> out;
  if (!access.token.empty() && base::same_secret(token, access.token))
    out = Caller{"API token", Role::kAdmin, true};
  else if (access.tokens)
    out = access.tokens->find(token);
  if (!out) {
    if (access.guard) access.guard->failed(from);
    return Status(SLUICE_E_INVALID, "the token is wrong");
  }
  if (access.guard) access.guard->passed(from);
  out->from = from;
  return *std::move(out);
}

Admission admission(const Access& access, const listener::Request& request, bool open) {
  if (!is_known_host(access, request))
    return refuse(ProblemKind::kForeignOrigin,
                  access.sessions
                      ? "the host is not one of this server; name it in host.dashboard.names"
                      : "the host is not one of this server; name it in host.api.names",
                  request);
  if (is_foreign(access, request)) return refuse(ProblemKind::kForeignOrigin, {}, request);
  if (open && access.sessions && !is_meant(request))
    return refuse(ProblemKind::kForeignOrigin, "send the header \"X-Sluice: 1\"", request);
  if (open) return {};
  if (access.token.empty() && !access.sessions)
    return {std::nullopt, Caller{"local", Role::kAdmin, true, sender_of(access.proxies, request)}};
  const std::string_view token = borne_token(request);
  if (!token.empty()) return by_token(access, request, token);
  return access.sessions ? by_cookie(access, request) : wants_token(access, request);
}

std::optional<listener::Response> refused(const Access& access, const listener::Request& request,
                                          bool open) {
  return admission(access, request, open).refusal;
}

}  // namespace sluice::app
