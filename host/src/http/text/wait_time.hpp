// Times in responses: how long to wait, when a rate window ends. Pure functions; no
// thread rule.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "http/text/headers.hpp"

namespace sluice::http {

// The time of the response's own clock (its Date), in seconds since 1970 UTC: its skew against ours
// does not matter then. Without one, `wall_s`.
int64_t response_time(const Headers& headers, int64_t wall_s);

// Milliseconds from `now_s` on, rounded up, at most some eleven days. Retry-After: seconds, also
// with a fraction, or an HTTP date. A past time is 0; nothing: neither.
std::optional<int64_t> read_wait_ms(std::string_view text, int64_t now_s);

// The end of a rate window: as above, or seconds or milliseconds since 1970, or an ISO 8601 date.
std::optional<int64_t> read_end_ms(std::string_view text, int64_t now_s);

}  // namespace sluice::http
