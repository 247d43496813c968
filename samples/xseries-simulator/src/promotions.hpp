#pragma once
// Promotions, their products and promo codes, and the discount calculation. Under the simulator's
// lock.

#include "call.hpp"

namespace sluice::simulator {

Answer promotions_list(Call& call);
Answer promotions_search(Call& call);
Answer promotion_products(Call& call);
Answer create_promotion(Call& call);
Answer update_promotion(Call& call);
Answer promo_codes_of(Call& call);
Answer active_promo_codes(Call& call);
Answer delete_promo_codes(Call& call);
Answer apply_discount(Call& call);

// True when a product row fits `include` and `exclude` of a condition or an action.
bool promotes(const JsonMembers& part, const JsonMembers& product);

}  // namespace sluice::simulator
