#pragma once
// Fills the store with the shop of a seed: the same seed and sizes give the same bytes, whatever
// the clock. Under the simulator's lock.

#include "seed_row.hpp"
#include "settings.hpp"
#include "store.hpp"

namespace sluice::simulator {

void seed_shop(Store& store, const Settings& settings);

// A row that others refer to.
struct Named {
  std::string id;
  std::string name;
};

// The fixed part of the shop, for the rows that refer to it.
struct ShopFrame {
  std::vector<Named> outlets, registers, users, brands, suppliers, types, tags, taxes, groups;
  std::vector<Named> payment_types;
};

void seed_products(Store& store, const ShopFrame& frame, std::size_t count);
void seed_customers(Store& store, const ShopFrame& frame, std::size_t count);
// Sales with their fulfillments, audit events and price book products.
void seed_activity(Store& store, const ShopFrame& frame);

}  // namespace sluice::simulator
