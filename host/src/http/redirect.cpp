#include "http/redirect.hpp"

namespace sluice::http {
namespace {

bool is_followed(int status, const std::string& method) {
  if (status == 303 || status == 307 || status == 308) return true;
  return (status == 301 || status == 302) && (method == "GET" || method == "HEAD");
}

Redirection refused(sluice_status code, std::string message) {
  Redirection out;
  out.status = Status(code, std::move(message));
  return out;
}

}  // namespace

Redirection redirection(const Request& request, const Answer& answer, const Origin& origin,
                        int hops) {
  auto location = answer.headers.find("Location");
  if (!location || !is_followed(answer.status, request.method)) return {};
  if (hops >= kMaxRedirects)
    return refused(SLUICE_E_UNAVAILABLE, "more than " + std::to_string(kMaxRedirects) +
                                             " redirects in a row; the remote system is "
                                             "misconfigured");
  Target target = resolve(request.url, *location);
  if (target.url.empty())
    return refused(SLUICE_E_UNAVAILABLE,
                   "redirected to something that is no address of http or "
                   "https; the remote system is misconfigured");
  if (!(target.origin == origin))
    return refused(SLUICE_E_INVALID, "redirected from " + origin.text() + " to " +
                                         target.origin.text() +
                                         ", where the credentials do not belong; if that is the "
                                         "right place, set base_uri to it");
  bool to_get = answer.status == 303 && request.method != "HEAD";
  return {true, {}, target.url, to_get ? "GET" : request.method, !to_get};
}

}  // namespace sluice::http
