// Makes one Status of an HTTP error response, whatever the shape of its body. No
// state; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sluice/result.hpp"

namespace sluice::rest {

// What the body says went wrong, in one line of at most 200 bytes: `error` (text or object),
// `message`, `error_description`, `details`, `errors`; a page's title for HTML; empty if the body
// says nothing. Control characters become spaces.
std::string error_text(std::string_view body);

// `who` is the client's name for a person ("shop"). Every 2xx is OK; 401, 403 and 407: E_AUTH;
// 408: E_TIMEOUT; 429: E_RATE_LIMITED; 5xx: E_UNAVAILABLE; 1xx and 3xx: E_INVALID, since whatever
// valid redirects have been followed already; every other status, all of a client's mistakes:
// E_DATA. The message starts with the client and the status.
Status map_response(int32_t status, std::string_view body, std::string_view who);

}  // namespace sluice::rest
