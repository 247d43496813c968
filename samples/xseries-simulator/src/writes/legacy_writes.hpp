#pragma once
// Version 0.9: a sale under its old names and the upserts by POST. Under the simulator's lock.

#include "api/call.hpp"

namespace sluice::simulator {

Response legacy_get_sale(Call& call);
Response legacy_upsert_sale(Call& call);
Response legacy_upsert_product(Call& call);
Response legacy_upsert_supplier(Call& call);
Response legacy_delete_supplier(Call& call);

}  // namespace sluice::simulator
