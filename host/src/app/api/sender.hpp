// Who sent a request that may have come through proxies. Pure function; any thread.
#pragma once

#include <string>
#include <vector>

#include "listener/server.hpp"
#include "platform/address_range.hpp"

namespace sluice::app {

// The sender's address. `believed`: the proxies whose X-Forwarded-For is; of a request that comes
// from one, it is the last address there that is none of them.
std::string sender_of(const std::vector<platform::AddressRange>& believed,
                      const listener::Request& request);

}  // namespace sluice::app
