#pragma once
// Reads and writes of single rows. The generic ones follow the row's profile and the route's
// envelope; customers and products have rules of their own. Under the simulator's lock.

#include "call.hpp"

namespace sluice::simulator {

Answer get_row(Call& call);
Answer get_retailer(Call& call);
Answer get_current_user(Call& call);
Answer create_row(Call& call);
Answer update_row(Call& call);
Answer delete_row(Call& call);
Answer create_product(Call& call);
Answer update_product(Call& call);
Answer delete_product_family(Call& call);

// The members of a product that nobody said anything about yet.
JsonMembers empty_product(Call& call, const std::string& id);

// The row that the path names; 404 when there is none or it is deleted.
const Row& existing_row(Call& call);
// The route's success status with the row in the route's envelope.
Answer wrapped(Call& call, const Row& row);
// The same status with these rows as {"data":[...]}.
Answer data_rows(const Call& call, const std::vector<std::string>& rows);

// Customers: the members a client wrote, made ready for the row: name composed, numbers that look
// like payment cards redacted.
void shape_customer(JsonMembers& row);

}  // namespace sluice::simulator
