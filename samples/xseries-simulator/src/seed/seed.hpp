#pragma once
// Fills the store with the shop of a seed: the same seed, sizes and time give the same bytes. Only
// the recent sales depend on the time. Under the simulator's lock.

#include <vector>

#include "common/settings.hpp"
#include "common/store.hpp"
#include "seed/seed_row.hpp"

namespace sluice::simulator {

void seed_shop(Store& store, const Settings& settings, std::int64_t now_ms);

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
void seed_activity(Store& store, const ShopFrame& frame, std::size_t sales);
// Sales closed in the seven days before `now_ms`.
void seed_recent_sales(Store& store, const ShopFrame& frame, std::size_t count,
                       std::int64_t now_ms);

// `rows` of each list below.
void seed_stock_papers(Store& store, const ShopFrame& frame, std::size_t rows);
void seed_money(Store& store, std::size_t rows);
void seed_services(Store& store, const ShopFrame& frame, std::size_t rows);
void seed_promotions(Store& store, const ShopFrame& frame, std::size_t rows);
void seed_categories(Store& store, std::size_t rows);
void seed_back_office(Store& store, const ShopFrame& frame, std::size_t rows);

// The ids of the live rows of a table.
std::vector<std::string> live_ids(const Store& store, const char* table);

}  // namespace sluice::simulator
