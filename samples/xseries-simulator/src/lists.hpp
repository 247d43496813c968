#pragma once
// The list handlers, one a pagination kind. Under the simulator's lock.

#include <vector>

#include "call.hpp"

namespace sluice::simulator {

Answer version_list(Call& call);
// Lists without a cursor: every row that is not deleted.
Answer whole_list(Call& call);
// 3.0: `since_version` and `include_deleted`.
Answer since_version_list(Call& call);
// Ids ascending above `after`.
Answer quotes_list(Call& call);
Answer services_list(Call& call);
Answer service_items_list(Call& call);
// Newest first, before an id.
Answer gift_cards_list(Call& call);
// Opaque cursor.
Answer fulfillment_history(Call& call);
// `data` only: `size` rows from `offset` on.
Answer slice(Call& call, const std::vector<const Row*>& rows, std::size_t offset, std::size_t size);
Answer search(Call& call);
Answer audit_events(Call& call);
Answer fulfillments(Call& call);
// POST inventory and GET inventory/{product_id}: version cursor, bare array.
Answer inventory_list(Call& call);
Answer inventory_of_product(Call& call);

}  // namespace sluice::simulator
