#pragma once
// All state of a simulator in one object: a reset makes a new one. Owned by
// Simulator and guarded by its lock.

#include "api/call.hpp"
#include "api/route_table.hpp"
#include "api/tokens.hpp"
#include "common/clock.hpp"
#include "common/settings.hpp"
#include "common/store.hpp"
#include "faults/faults.hpp"
#include "lists/inventory_levels.hpp"
#include "server/oauth.hpp"
#include "server/rate_limiter.hpp"
#include "server/request_log.hpp"
#include "webhooks/webhook_hub.hpp"

namespace sluice::simulator {

struct World {
  // Seeds the shop.
  explicit World(Settings start);

  // Applies the limits of `settings`.
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
