#pragma once
// Product categories written in bulk. Under the simulator's lock.

#include "api/call.hpp"

namespace sluice::simulator {

Response upsert_categories(Call& call);
Response delete_categories(Call& call);

}  // namespace sluice::simulator
