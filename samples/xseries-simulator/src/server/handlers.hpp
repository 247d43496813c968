#pragma once
// Which handler serves a route. The unusual operations are listed by the unit that implements them;
// all others follow from the route's own columns. Handlers run under the simulator's lock and throw
// ApiError to refuse.

#include "api/call.hpp"

namespace sluice::simulator {

// Null when nothing serves the route.
Handler find_handler(const Route& route);
// The same, with a handler that responds 501 instead of null.
Handler handler_for(const Route& route);
// True when page faults concern the route.
bool is_list(const Route& route);

}  // namespace sluice::simulator
