// The one place that waits: on a multi handle's sockets and a cancel token's wake handle. curl's
// poll is the portable one, it knows what a wake handle is on this platform.
#pragma once

#include <curl/curl.h>

#include <cstdint>

#include "sluice/abi.h"

namespace sluice::http {

// Returns after `ms`, or earlier if something happened; also for no reason. `cancel` may be NULL.
void poll(CURLM* multi, const sluice_cancel* cancel, int64_t ms);

}  // namespace sluice::http
