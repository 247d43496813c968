#pragma once
// What a handler gets: the shop, the matched route, the request taken apart and the fault that hit
// it. Lives for one request, under the simulator's lock.

#include <optional>
#include <string>

#include "clock.hpp"
#include "faults.hpp"
#include "json_members.hpp"
#include "request.hpp"
#include "route_table.hpp"
#include "settings.hpp"
#include "store.hpp"
#include "tokens.hpp"

namespace sluice::simulator {

struct Shop {
  const Settings& settings;
  Store& store;
  const Clock& clock;
};

struct Call {
  Shop shop;
  const Route& route;
  const RouteMatch& match;
  const Query& query;
  const Request& request;
  const TokenRegistry::Grant& grant;
  std::optional<Fault> fault;
  JsonMembers body = {};  // empty when the body is not an object

  Table& table() { return shop.store.table(route.table()); }
  // The first path parameter, decoded.
  const std::string& id() const { return match.params.begin()->second; }
  bool fault_is(FaultKind kind) const { return fault && fault->kind == kind; }
};

using Handler = Answer (*)(Call&);

}  // namespace sluice::simulator
