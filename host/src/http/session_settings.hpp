// The settings of one session (one client of the configuration), checked.
// Values; no thread rule.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/retry.hpp"
#include "http/text/headers.hpp"
#include "http/text/url.hpp"
#include "services/redactor.hpp"
#include "sluice/result.hpp"

namespace sluice::http {

enum class LogLevel { kOff, kHeaders, kFull };

// In milliseconds; 0 disables one. They count while the caller waits for the response: the caller's
// work between `start` and `finish` is not the server's fault.
struct Timeouts {
  int64_t connect = 10'000;
  int64_t first_byte = 60'000;  // from the request's last byte to the response's first
  int64_t stall = 30'000;       // between two pieces of the response
  int64_t total = 300'000;      // of one attempt
};

struct BudgetSettings {
  std::string limit_header = "X-RateLimit-Limit";
  std::string remaining_header = "X-RateLimit-Remaining";  // empty: no budget
  std::string reset_header = "X-RateLimit-Reset";
  int64_t window_s = 0;         // of a window if responses do not say; 0: nothing is assumed
  int64_t reserve = 0;          // requests of a window left for others
  int64_t reserve_percent = 0;  // or a part of the limit; the larger of the two counts
};

struct SessionSettings {
  uint64_t number = 0;  // of the session within its service, from 1; 0: of none
  std::string name;     // for messages; the host's instance name if not given
  BaseUri base;
  Headers headers;
  std::string bearer_token;
  std::string credential;  // names what authorizes requests if it is not a fixed token; no secret
  std::string user_agent = "sluice/1";
  LogLevel log = LogLevel::kOff;
  Timeouts timeouts;
  std::optional<std::string> proxy;  // not given: from the environment; empty: none
  bool proxied = true;               // there may be one
  std::string ca_file;               // empty: the system's
  bool verify_tls = true;
  bool http2 = true;
  bool same_path = false;    // a redirect may not lead to another resource
  bool public_only = false;  // only addresses of the public Internet, and no proxy
  int64_t max_body_bytes = 0;
  base::RetrySettings retry;
  BudgetSettings budget;
};

// Whether a session's requests need libcurl: for TLS, a proxy, or a name to be resolved. `proxy` as
// in SessionSettings.
bool needs_curl(std::string_view base_uri, const std::optional<std::string>& proxy);

// `config` is a component's configuration, `overlay` the component's changes to it; see
// sluice_http.open. E_INVALID with a JSON pointer in front. The token, passwords and headers that
// carry credentials are protected in `redactor` at once, also if another setting is refused.
Result<SessionSettings> read_session_settings(std::string_view config, std::string_view overlay,
                                              size_t page_limit, services::Redactor& redactor);

}  // namespace sluice::http
