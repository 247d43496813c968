#pragma once
// The list handlers, one a pagination kind. Under the simulator's lock.

#include "call.hpp"

namespace sluice::simulator {

Answer version_list(Call& call);
// Lists without a cursor: every row that is not deleted.
Answer whole_list(Call& call);
Answer search(Call& call);
Answer audit_events(Call& call);
Answer fulfillments(Call& call);
// POST inventory and GET inventory/{product_id}: version cursor, bare array.
Answer inventory_list(Call& call);
Answer inventory_of_product(Call& call);

}  // namespace sluice::simulator
