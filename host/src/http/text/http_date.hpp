// HTTP dates (RFC 9110 5.6.7), as in Date and Retry-After. Pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sluice::http {

// Seconds since 1970 UTC.
std::optional<int64_t> parse_http_date(std::string_view text);

// A date and time of day of ISO 8601, "2026-07-15T15:00:00.5+02:00"; without a zone it is UTC.
std::optional<int64_t> parse_iso_date(std::string_view text);

}  // namespace sluice::http
