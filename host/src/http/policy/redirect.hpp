// Decides how a 3xx response is handled. Redirects are followed by our own code: credentials must
// never leave the session's origin. Pure function; no thread rule.
#pragma once

#include <string>

#include "http/session_settings.hpp"
#include "http/text/message.hpp"

namespace sluice::http {

inline constexpr int kMaxRedirects = 5;

struct Redirection {
  bool follow = false;  // send `method` to `url`
  Status status;        // not ok: the redirect is refused, and this is why
  std::string url;
  std::string method;
  bool with_body = false;
  bool other_path = false;  // it leads to another resource
};

// RFC 9110 15.4. GET and HEAD follow 301, 302, 303, 307, 308. Other methods follow 303 as GET, and
// 307 and 308 as they are. 301 and 302 as the response to other methods are refused: changing them
// into a GET, as browsers do, would make a write look done. A 3xx without Location is passed to the
// caller. `hops` were followed already. A refusal names where it leads, without the query.
Redirection redirection(const Request& request, const Response& response,
                        const SessionSettings& settings, int hops);

}  // namespace sluice::http
