// Dates of HTTP (RFC 9110 5.6.7), as in Date and Retry-After. Pure function.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sluice::http {

// Seconds since 1970 UTC.
std::optional<int64_t> parse_http_date(std::string_view text);

}  // namespace sluice::http
