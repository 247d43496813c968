#pragma once
// The lists of version 0.9: rows under their old names. Under the simulator's lock.

#include "api/call.hpp"

namespace sluice::simulator {

Response legacy_products(Call& call);
Response legacy_sales(Call& call);

}  // namespace sluice::simulator
