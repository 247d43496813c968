#pragma once
// What a handler gets: the shop, the matched route, the parsed request and the fault that hit
// it. Lives for one request, under the simulator's lock.

#include <optional>
#include <string>
#include <vector>

#include "api/route_table.hpp"
#include "api/tokens.hpp"
#include "common/clock.hpp"
#include "common/json_members.hpp"
#include "common/request.hpp"
#include "common/settings.hpp"
#include "common/store.hpp"
#include "faults/faults.hpp"

namespace sluice::simulator {

class LevelsCache;
class WebhookHub;

struct Shop {
  const Settings& settings;
  Store& store;
  const Clock& clock;
  LevelsCache& levels;
  WebhookHub& webhooks;
};

struct Call {
  Shop shop;
  const Route& route;
  const RouteMatch& match;
  const Query& query;
  const Request& request;
  const TokenRegistry::Grant& grant;
  std::optional<Fault> fault;
  JsonMembers body = {};                // empty when the body is not an object
  std::vector<std::string> items = {};  // raw elements when the body is an array

  Table& table() { return shop.store.table(route.table()); }
  // The first path parameter, decoded.
  const std::string& id() const { return match.params.begin()->second; }
  // By its name in the path template, decoded.
  const std::string& param(const std::string& name) const { return match.params.at(name); }
  Table& table(const char* name) { return shop.store.table(name); }
  bool version_is(std::string_view version) const { return match.version == version; }
  // A list with a stuck cursor ignores the cursor it gets.
  bool stuck() const { return fault_is(FaultKind::kCursorStuck); }
  bool fault_is(FaultKind kind) const { return fault && fault->kind == kind; }
};

using Handler = Response (*)(Call&);

}  // namespace sluice::simulator
