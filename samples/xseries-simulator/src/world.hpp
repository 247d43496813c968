#pragma once
// Everything that a simulator knows, in one place, so that a reset is a new one. Owned by
// Simulator and guarded by its lock.

#include "call.hpp"
#include "clock.hpp"
#include "faults.hpp"
#include "inventory_levels.hpp"
#include "oauth.hpp"
#include "rate_limiter.hpp"
#include "request_log.hpp"
#include "route_table.hpp"
#include "settings.hpp"
#include "store.hpp"
#include "tokens.hpp"
#include "webhook_hub.hpp"

namespace sluice::simulator {

struct World {
  // Seeds the shop.
  explicit World(Settings start);

  // Takes the limits of `settings` over.
  void configure_limits();
  Shop shop() { return {settings, store, clock, levels, webhooks}; }

  Settings settings;
  Clock clock;
  Store store;
  LevelsCache levels;
  FaultBox faults;
  RequestLog log;
  RateLimiter limiter;
  RateLimiter all_users;  // the retailer's second bucket; counts only when it has a limit
  TokenRegistry tokens;
  OAuth oauth;
  WebhookHub webhooks;
};

}  // namespace sluice::simulator
