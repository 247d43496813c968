#pragma once
// Sales, fulfillments with their packing slips, and registers. Under the simulator's lock.

#include "call.hpp"

namespace sluice::simulator {

Answer create_sale(Call& call);
Answer update_sale(Call& call);
Answer return_sale(Call& call);

Answer fulfill_sale(Call& call);
Answer fulfill(Call& call);
Answer pick(Call& call);
Answer pack(Call& call);
Answer fulfillments_of_sale(Call& call);
Answer pick_lists_of_sale(Call& call);
Answer packing_slip(Call& call);
Answer partial_packing_slip(Call& call);

Answer open_register(Call& call);
Answer close_register(Call& call);
Answer payments_summary(Call& call);
Answer get_payment(Call& call);

// Text members in which numbers that look like payment cards are redacted.
void redact_sale(JsonMembers& sale);
// Lines with ids, and totals and taxes computed from them.
void total_sale(Store& store, JsonMembers& sale);

}  // namespace sluice::simulator
