#pragma once
// The operations that the generic handlers do not serve, one list per part of the shop. Immutable:
// any thread.

#include "server/route_handler.hpp"

namespace sluice::simulator {

RouteHandlers list_handlers();         // the pagination kinds
RouteHandlers catalogue_handlers();    // products, images, categories, price books
RouteHandlers people_handlers();       // customers, groups, addresses, users
RouteHandlers stock_handlers();        // consignments, stock adjustments, reorder points
RouteHandlers selling_handlers();      // sales, fulfillments, registers, promotions
RouteHandlers money_handlers();        // gift cards, store credits, loyalty
RouteHandlers services_handlers();     // services and their statuses
RouteHandlers back_office_handlers();  // webhooks, workflows, channels, billing, security events
RouteHandlers family_handlers();       // 2026-10
RouteHandlers legacy_handlers();       // what only older versions have

}  // namespace sluice::simulator
