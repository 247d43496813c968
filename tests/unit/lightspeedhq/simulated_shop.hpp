// The simulated shop with a client of it. One thread.
#pragma once

#include <string>

#include "unit/lightspeedhq/shop_rig.hpp"
#include "unit/simulator/shop_client.hpp"

namespace lightspeedhq::test {

// A request for pages of 7 rows, deleted ones among them.
inline const std::string kSmallPages = R"({"query":{"page_size":7,"deleted":true}})";

struct SimulatedShop {
  // `more`: further settings of the client, with a comma in front.
  explicit SimulatedShop(
      const sluice::simulator::Settings& settings = sluice::simulator::small_shop(),
      const std::string& more = {})
      : simulator(settings), rig(simulator.server.origin(), "T", more) {}

  sluice::simulator::TestShop simulator;
  ShopRig rig;
};

}  // namespace lightspeedhq::test
