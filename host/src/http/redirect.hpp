// Decides what a 3xx answer leads to. Redirects are followed by hand so that credentials never
// leave the session's origin. Pure function; no thread rule.
#pragma once

#include <string>

#include "http/message.hpp"
#include "http/url.hpp"

namespace sluice::http {

inline constexpr int kMaxRedirects = 5;

struct Redirection {
  bool follow = false;  // send `method` to `url`
  Status status;        // not ok: the redirect is refused, and this is why
  std::string url;
  std::string method;
  bool with_body = false;
};

// RFC 9110 15.4. GET and HEAD follow 301, 302, 303, 307, 308. Other methods follow 303 as GET, and
// 307 and 308 as they are. 301 and 302 answer to other methods is not followed but handed to the
// caller: changing it into a GET, as browsers do, would make a write look done. So is a 3xx
// without Location. `origin` is the session's; `hops` were followed already.
Redirection redirection(const Request& request, const Answer& answer, const Origin& origin,
                        int hops);

}  // namespace sluice::http
