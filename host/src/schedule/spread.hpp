// Spreads pipelines of one schedule over a length of time. A pure function; no thread rule.
#pragma once

#include <cstdint>
#include <string_view>

namespace sluice::schedule {

// Milliseconds from 0 to `max_ms`, by a hash of both: the same in every process and version.
int64_t spread_ms(std::string_view pipeline, int64_t planned_ms, int64_t max_ms);

}  // namespace sluice::schedule
