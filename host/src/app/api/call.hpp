// A request to the API that a route was found for. A value, for the time of the request.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/api/access.hpp"
#include "app/api/query.hpp"
#include "listener/server.hpp"

namespace sluice::app {

struct Call {
  const listener::Request& request;
  std::string_view path;
  std::vector<std::string> names;  // what stands for the {…} of the route's path
  Query query;
  std::string body;  // of routes that take one; else empty
  const Caller& caller;
  const Access& access;  // of the socket
};

}  // namespace sluice::app
