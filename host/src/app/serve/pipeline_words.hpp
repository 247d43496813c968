// How a server's log names a pipeline and a time. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>

#include "app/report/console.hpp"

namespace sluice::app {

inline std::string instance_of(const std::string& pipeline) { return "pipelines." + pipeline; }

// `unix_ms`: milliseconds since 1970 UTC.
inline std::string ms_text(int64_t unix_ms) { return time_text(unix_ms * 1000); }

}  // namespace sluice::app
