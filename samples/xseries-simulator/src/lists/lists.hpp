#pragma once
// The list handlers, one per pagination kind. Under the simulator's lock.

#include <vector>

#include "api/call.hpp"

namespace sluice::simulator {

Response version_list(Call& call);
// Lists without a cursor: every row that is not deleted.
Response whole_list(Call& call);
// 3.0: `since_version` and `include_deleted`.
Response since_version_list(Call& call);
// Ids ascending above `after`.
Response quotes_list(Call& call);
Response services_list(Call& call);
Response service_items_list(Call& call);
// Newest first, before an id.
Response gift_cards_list(Call& call);
// Opaque cursor.
Response fulfillment_history(Call& call);
// `data` only: `size` rows from `offset` on.
Response slice(Call& call, const std::vector<const Row*>& rows, std::size_t offset,
               std::size_t size);
Response search(Call& call);
Response audit_events(Call& call);
Response fulfillments(Call& call);
// POST inventory and GET inventory/{product_id}: version cursor, bare array.
Response inventory_list(Call& call);
Response inventory_of_product(Call& call);

}  // namespace sluice::simulator
