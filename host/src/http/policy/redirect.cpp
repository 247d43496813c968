#include "http/policy/redirect.hpp"

#include "http/text/location.hpp"
#include "http/text/url.hpp"

namespace sluice::http {
namespace {

bool is_redirect(int status) {
  return (status >= 301 && status <= 303) || status == 307 || status == 308;
}

bool may_follow(int status, const std::string& method) {
  const bool as_it_is = status == 301 || status == 302;
  return !as_it_is || method == "GET" || method == "HEAD";
}

Redirection refused(const Response& response, sluice_status code, const std::string& message) {
  Redirection out;
  out.status = Status(code, "answered " + std::to_string(response.status) + ", " + message);
  out.status.with_remote_code(response.status);
  return out;
}

}  // namespace

Redirection redirection(const Request& request, const Response& response,
                        const SessionSettings& settings, int hops) {
  auto location = response.headers.find("Location");
  if (!location || !is_redirect(response.status)) return {};
  if (hops >= kMaxRedirects)
    return refused(response, SLUICE_E_UNAVAILABLE,
                   "more than " + std::to_string(kMaxRedirects) +
                       " redirects in a row; the remote system is misconfigured");
  Target target = resolve(request.url, *location);
  if (target.url.empty())
    return refused(response, SLUICE_E_UNAVAILABLE,
                   "redirected to something that is not an address of http or "
                   "https; the remote system is misconfigured");
  const Origin& origin = settings.base.origin;
  const std::string leads = "redirected to " + without_query(target.url);
  if (!(target.origin == origin))
    return refused(response, SLUICE_E_INVALID,
                   leads + ", away from " + origin.text() +
                       ", where the credentials do not belong; if that is the right place, set "
                       "base_uri to it");
  if (!may_follow(response.status, request.method))
    return refused(response, SLUICE_E_INVALID,
                   leads + ", where no " + request.method +
                       " is sent; if that is the right place, set base_uri or the path to it");
  const bool other_path = path_of(target.url) != path_of(request.url);
  bool to_get = response.status == 303 && request.method != "HEAD";
  // The target of a 303 after a write is not the resource written to, and need not be.
  const bool of_write = to_get && request.method != "GET";
  if (settings.same_path && other_path && !of_write)
    return refused(response, SLUICE_E_INVALID,
                   leads + ", which is another resource than " + path_of(request.url) +
                       "; ask for the one you want");
  return {true, {}, target.url, to_get ? "GET" : request.method, !to_get, other_path};
}

}  // namespace sluice::http
