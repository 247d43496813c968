#pragma once
// Writes of single rows. The generic ones follow the row's profile and the route's
// envelope; customers and products have rules of their own. Under the simulator's lock.

#include "api/call.hpp"

namespace sluice::simulator {

Response create_row(Call& call);
Response update_row(Call& call);
Response delete_row(Call& call);
Response create_product(Call& call);
Response update_product(Call& call);
Response delete_product_family(Call& call);

// The members of a product without any values yet.
JsonMembers empty_product(Call& call, const std::string& id);

// Customers: prepares the members a client wrote for the row: name composed, numbers that look
// like payment cards redacted.
void shape_customer(JsonMembers& row);

}  // namespace sluice::simulator
