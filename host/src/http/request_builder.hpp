// Turns a plugin's request into the one that is sent, with the session's address, headers and
// credentials, or refuses it. Pure function; no thread rule.
#pragma once

#include "http/session_settings.hpp"
#include "http/text/message.hpp"
#include "sluice/abi.h"
#include "sluice/ext/http.h"

namespace sluice::http {

// What every request of a session carries.
Headers common_headers(const SessionSettings& settings);

// E_INVALID for a method this service does not send, a path segment that would lead elsewhere, an
// invalid header; messages do not repeat values.
Result<Request> build_request(const SessionSettings& settings, const Headers& common,
                              const sluice_http_request& from);

}  // namespace sluice::http
