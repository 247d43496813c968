#pragma once
// The effect of faults outside of pages: whole responses given before anything happens, and changes
// to a finished response or to how it is sent. Any thread.

#include <cstdint>
#include <optional>

#include "common/request.hpp"
#include "faults/faults.hpp"

namespace sluice::simulator {

// The response given instead of the request's own; nothing when the request continues.
std::optional<Response> early_response(const Fault& fault, std::int64_t now_ms);
// Changes a response whose request had its effect.
void spoil(const Fault& fault, Response& response);
// 429 as the API gives it; `retry_after` empty leaves the header out.
Response too_many_requests(const std::string& retry_after, bool legacy, int limit);

}  // namespace sluice::simulator
