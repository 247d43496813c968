#pragma once
// Version 0.9: rows under their old names and the upserts by POST. Under the simulator's lock.

#include <string>

#include "call.hpp"

namespace sluice::simulator {

// The old shape of a stored row.
std::string legacy_product(const Row& row);
std::string legacy_sale(const Row& row);

Answer legacy_products(Call& call);
Answer legacy_sales(Call& call);
Answer legacy_get_sale(Call& call);
Answer legacy_upsert_sale(Call& call);
Answer legacy_upsert_product(Call& call);
Answer legacy_upsert_supplier(Call& call);
Answer legacy_delete_supplier(Call& call);

}  // namespace sluice::simulator
