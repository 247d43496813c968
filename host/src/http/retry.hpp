// Decides whether a request is sent again and when. A pure function of what happened, so that
// every case is a test; no thread rule.
#pragma once

#include <cstdint>
#include <string_view>

#include "http/headers.hpp"
#include "http/session_settings.hpp"

namespace sluice::http {

// How far one attempt came.
enum class Delivery {
  kAnswered,    // a whole answer; its status counts
  kNeverSent,   // no byte of the request left
  kLost,        // it may have been carried out, the answer did not come or not whole
  kUnreadable,  // as kLost, and the next answer would be no better: too large, not to be unpacked
  kFinal,       // not carried out, and repeating cannot help: certificate refused, wrong setting
};

struct Attempt {
  bool repeatable = false;  // GET, HEAD, or the caller said SLUICE_HTTP_SAFE
  int64_t number = 1;       // of this attempt, from 1
  Delivery delivery = Delivery::kAnswered;
  int status = 0;                    // if answered
  const Headers* headers = nullptr;  // if answered
  std::string_view body;             // if answered
};

struct Decision {
  bool repeat = false;
  int64_t wait_ms = 0;
  bool told = false;  // the server said when, or it was a 429; also if nothing is repeated
};

struct RetryPolicy {
  RetrySettings settings;
  int64_t window_ms = 300'000;  // longest wait a server can ask for: one rate window
};

// Repeats 429, 503 and what was never sent; lost answers and those that leave it open
// (leaves_open: most 5xx) only if repeatable: the request may have been carried out, behind a
// gateway too.
// Waits as Retry-After says (date against the answer's own Date; seconds), then a body member
// "retry-after" (date or seconds), then 60 s for a 429, else base * 2^n with full jitter.
// A date in the past waits kShortestWait. `jitter` is in [0, 1).
inline constexpr int64_t kShortestWait = 1000;
inline constexpr int64_t kUntoldWait = 60'000;
Decision decide(const RetryPolicy& policy, const Attempt& attempt, int64_t wall_s, double jitter);

}  // namespace sluice::http
