#pragma once
// Sales, fulfillments with their packing slips, and registers. Under the simulator's lock.

#include "api/call.hpp"

namespace sluice::simulator {

Response create_sale(Call& call);
Response update_sale(Call& call);
Response return_sale(Call& call);

Response fulfill_sale(Call& call);
Response fulfill(Call& call);
Response pick(Call& call);
Response pack(Call& call);
Response fulfillments_of_sale(Call& call);
Response pick_lists_of_sale(Call& call);
Response packing_slip(Call& call);
Response partial_packing_slip(Call& call);

Response open_register(Call& call);
Response close_register(Call& call);
Response payments_summary(Call& call);
Response get_payment(Call& call);

// Text members in which numbers that look like payment cards are redacted.
void redact_sale(JsonMembers& sale);
// Lines with ids, and totals and taxes computed from them.
void total_sale(Store& store, JsonMembers& sale);

}  // namespace sluice::simulator
