#pragma once
// Writes of promotions, promo codes, and the discount calculation. Under the simulator's lock.

#include "api/call.hpp"

namespace sluice::simulator {

Response create_promotion(Call& call);
Response update_promotion(Call& call);
Response promo_codes_of(Call& call);
Response active_promo_codes(Call& call);
Response delete_promo_codes(Call& call);
Response apply_discount(Call& call);

}  // namespace sluice::simulator
