#pragma once
// Which handler answers a route, decided by the route's own columns: adding an entity is adding a
// profile. Handlers run under the simulator's lock and throw ApiError to refuse.

#include "call.hpp"

namespace sluice::simulator {

// Never null: a route that is not built yet gets a handler that says so with 501.
Handler handler_for(const Route& route);
// True when page faults concern the route.
bool is_list(const Route& route);

}  // namespace sluice::simulator
