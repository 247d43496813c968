#pragma once
// 2026-10: reads of product families. Under the simulator's lock.

#include "api/call.hpp"

namespace sluice::simulator {

Response get_family(Call& call);
Response get_family_of_product(Call& call);

}  // namespace sluice::simulator
