// Decides whether a request is sent again and when. A pure function of what happened, which makes
// every case testable; no thread rule.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/retry.hpp"
#include "http/text/headers.hpp"
#include "http/text/message.hpp"
#include "sluice/ext/http.h"

namespace sluice::http {

struct Attempt {
  bool repeatable = false;  // GET, HEAD, or the caller said SLUICE_HTTP_REQUEST_SAFE
  int64_t number = 1;       // of this attempt, from 1
  Delivery delivery = Delivery::kAnswered;
  int status = 0;                          // if there is a response
  const Headers* headers = nullptr;        // if there is a response
  std::string_view body;                   // if there is a response
  std::optional<int64_t> window_end_ms{};  // until the rate window ends, if reported
};

struct Decision {
  bool repeat = false;
  int64_t wait_ms = 0;
  bool told = false;  // the server said when, or it was a 429; also if nothing is repeated
};

struct RetryPolicy {
  base::RetrySettings settings;
  int64_t window_ms = 0;  // longest wait a server can request: one rate window; 0: not known
};

// Repeats 429, 503 and what was never sent; lost responses and those that leave it open
// (leaves_open: most 5xx) only if repeatable: the request may have been carried out, behind a
// gateway too.
// Waits as asked_wait() says, else base * 2^n with full jitter. For a date in the past the wait is
// kShortestWait. A wait longer than kLongestWait, if no window is known, is not repeated.
// `jitter` is in [0, 1).
inline constexpr int64_t kShortestWait = 1000;
inline constexpr int64_t kLongestWait = 3'600'000;
inline constexpr int64_t kUntoldWait = 60'000;
Decision decide(const RetryPolicy& policy, const Attempt& attempt, int64_t wall_s, double jitter);

// The wait that the response requests: Retry-After (seconds, also with a fraction, or a date
// against the response's own Date), then a body member "retry-after", then, of a 429, the end of
// the rate window or 60 s. Nothing: it requests none.
std::optional<int64_t> asked_wait(const Attempt& attempt, int64_t wall_s);

}  // namespace sluice::http
