#pragma once
// 2026-10: writes of product families, their products, codes and attributes. Under the simulator's
// lock.

#include "api/call.hpp"

namespace sluice::simulator {

Response create_family(Call& call);
Response patch_family(Call& call);
Response patch_product(Call& call);
Response generate_product_codes(Call& call);
// Refused while a family uses it.
Response delete_variant_attribute(Call& call);

}  // namespace sluice::simulator
