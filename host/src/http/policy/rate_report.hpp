// What a response says about its rate limit. Pure function; no thread rule.
#pragma once

#include <cstdint>
#include <optional>

#include "http/session_settings.hpp"
#include "http/text/headers.hpp"

namespace sluice::http {

struct RateReport {
  int64_t limit = 0;                   // requests per window; 0: not reported
  int64_t left = 0;                    // of them
  std::optional<int64_t> end_ms{};     // until the window ends
  std::optional<int64_t> length_ms{};  // of a window
};

// By the headers the settings name; if these are the usual ones and absent, by RateLimit-Limit
// and the like, X-Rate-Limit-Limit and the like, or RateLimit and RateLimit-Policy (IETF; of
// several policies the one that has least left). Nothing: it does not say what is left. `wall_s`:
// seconds since 1970.
std::optional<RateReport> read_rate(const Headers& headers, const BudgetSettings& settings,
                                    int64_t wall_s);
// The window's end alone, which a 429 may contain without saying what is left.
std::optional<int64_t> read_window_end(const Headers& headers, const BudgetSettings& settings,
                                       int64_t wall_s);

}  // namespace sluice::http
