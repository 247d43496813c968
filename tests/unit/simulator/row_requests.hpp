#pragma once
// One request for every row of entities.tsv, with ids of the seeded shop: what the walk over all
// rows sends. One thread.

#include <string>

#include "api/route_table.hpp"
#include "shop_client.hpp"

namespace sluice::simulator {

struct RowRequest {
  std::string method;
  std::string target;
  std::string body;
  std::string content_type = "application/json";
};

// Makes what the row needs in the shop first (a webhook, an open fulfillment …).
RowRequest request_for(const TestShop& shop, const Route& route);

}  // namespace sluice::simulator
