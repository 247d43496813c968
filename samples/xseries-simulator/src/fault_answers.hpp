#pragma once
// What the faults outside of pages do: whole answers given before anything happens, and changes to
// a finished answer or to how it leaves. Any thread.

#include <cstdint>
#include <optional>

#include "faults.hpp"
#include "request.hpp"

namespace sluice::simulator {

// The answer given instead of the request's own; nothing when the request goes on.
std::optional<Answer> early_answer(const Fault& fault, std::int64_t now_ms);
// Changes an answer whose request had its effect.
void spoil(const Fault& fault, Answer& answer);
// 429 as the API gives it; `retry_after` empty leaves the header out.
Answer too_many_requests(const std::string& retry_after, bool legacy, int limit);

}  // namespace sluice::simulator
