#pragma once
// Reads of one row. Under the simulator's lock.

#include "api/call.hpp"

namespace sluice::simulator {

Response get_row(Call& call);
Response get_retailer(Call& call);
Response get_current_user(Call& call);

}  // namespace sluice::simulator
