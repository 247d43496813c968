#pragma once
// One line of a table of handlers: the operation and what runs it. Immutable: any thread.

#include <span>
#include <string_view>

#include "api/call.hpp"

namespace sluice::simulator {

struct RouteHandler {
  std::string_view method;
  std::string_view path;
  Handler handler;
  std::string_view version = {};  // of the row in entities.tsv; empty: any
};

using RouteHandlers = std::span<const RouteHandler>;

}  // namespace sluice::simulator
