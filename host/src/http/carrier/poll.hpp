// The only place that waits: for sockets and a cancel token at once.
#pragma once

#include <cstdint>
#include <span>

#include "platform/poll_set.hpp"
#include "sluice/abi.h"

namespace sluice::http {

// Returns the sockets that are ready after at most `ms`, earlier if there are some or `cancel` (may
// be NULL) is requested; may wake spuriously. The list lives until the next call. For the thread
// that uses `sockets`.
std::span<const platform::PollSet::Ready> poll(platform::PollSet& sockets,
                                               const sluice_cancel* cancel, int64_t ms);

}  // namespace sluice::http
