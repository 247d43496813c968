#pragma once
// Promotions and the products that they concern. Under the simulator's lock.

#include "api/call.hpp"

namespace sluice::simulator {

Response promotions_list(Call& call);
Response promotions_search(Call& call);
Response promotion_products(Call& call);

}  // namespace sluice::simulator
