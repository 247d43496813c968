#pragma once
// Requests of sales channels and security events. Under the simulator's lock.

#include "api/call.hpp"

namespace sluice::simulator {

Response channel_requests(Call& call);
Response channel_request_text(Call& call);
Response security_events(Call& call);

}  // namespace sluice::simulator
