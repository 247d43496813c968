#pragma once
// Stock and the documents that move it: consignments, stock adjustments, reorder points. Under the
// simulator's lock.

#include "api/call.hpp"
#include "common/decimal.hpp"

namespace sluice::simulator {

// The inventory row of a product in an outlet, or null.
const Row* stock_row(Shop shop, const std::string& product, const std::string& outlet);
// Adds to a level; below zero it is to be procured. A missing row is made.
void change_stock(Shop shop, const std::string& product, const std::string& outlet, Decimal by);

Response create_consignment(Call& call);
Response update_consignment(Call& call);
Response delete_consignment(Call& call);
Response consignment_totals(Call& call);
Response create_consignment_product(Call& call);
Response update_consignment_product(Call& call);
Response delete_consignment_product(Call& call);
Response bulk_consignment_products(Call& call);

Response create_stock_adjustments(Call& call);
Response upsert_reorder_points(Call& call);

// 403 unless the token may write consignments of this type.
void check_consignment_scope(const Call& call, const std::string& type);
// The move of a supplier order that follows from a received quantity.
void receive_on_order(Call& call, const std::string& consignment);

}  // namespace sluice::simulator
