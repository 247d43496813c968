#include "app/api/access.hpp"

#include <algorithm>
#include <cctype>

#include "app/api/problem.hpp"
#include "app/api/query.hpp"
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

bool knows_host(const Access& access, std::string_view given) {
  const std::string host = without_port(given);
  if (host == "localhost" || !platform::numeric_address(host).empty()) return true;
  return std::any_of(access.hosts.begin(), access.hosts.end(),
                     [&](const std::string& name) { return lower(name) == host; });
}

bool bears_token(const Access& access, std::string_view authorization) {
  return authorization.size() > kBearer.size() &&
         lower(authorization.substr(0, kBearer.size())) == lower(kBearer) &&
         base::same_secret(authorization.substr(kBearer.size()), access.token);
}

// Programs send neither header.
bool is_foreign(const Access& access, const listener::Request& request) {
  const std::string_view site = request.header("Sec-Fetch-Site");
  if (!site.empty() && site != "same-origin" && site != "none") return true;
  const std::string_view origin = request.header("Origin");
  if (origin.empty()) return false;
  return lower(origin) != access.scheme + "://" + lower(request.header("Host"));
}

}  // namespace

std::optional<listener::Response> refused(const Access& access, const listener::Request& request,
                                          bool open) {
  const std::string_view path = path_of_target(request.target());
  if (access.checks_host && !knows_host(access, request.header("Host")))
    return problem(ProblemKind::kForeignOrigin,
                   "the host is not one of this server; name it in host.api.names", path);
  if (is_foreign(access, request)) return problem(ProblemKind::kForeignOrigin, {}, path);
  if (open || access.token.empty() || bears_token(access, request.header("Authorization")))
    return std::nullopt;
  auto out = problem(ProblemKind::kUnauthorized,
                     "send \"Authorization: Bearer\" with the token of host.api.token", path);
  out.headers.push_back({"WWW-Authenticate", "Bearer realm=\"sluice\""});
  return out;
}

}  // namespace sluice::app
