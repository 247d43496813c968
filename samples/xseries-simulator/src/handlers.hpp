#pragma once
// Which handler answers a route. The unusual operations are listed by the unit that knows them; all
// others follow from the route's own columns. Handlers run under the simulator's lock and throw
// ApiError to refuse.

#include <span>

#include "call.hpp"

namespace sluice::simulator {

struct RouteHandler {
  std::string_view method;
  std::string_view path;
  Handler handler;
  std::string_view version = {};  // of the row in entities.tsv; empty: any
};

using RouteHandlers = std::span<const RouteHandler>;

// Null when nothing answers the route.
Handler find_handler(const Route& route);
// The same, with a handler that says so with 501.
Handler handler_for(const Route& route);
// True when page faults concern the route.
bool is_list(const Route& route);

}  // namespace sluice::simulator
