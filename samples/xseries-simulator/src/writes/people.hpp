#pragma once
// Customer groups' members, customer addresses, users. Under the simulator's lock.

#include "api/call.hpp"

namespace sluice::simulator {

Response add_group_members(Call& call);
Response remove_group_members(Call& call);
Response update_customer_taxes(Call& call);

// The id of the customer that this part of the path names; 404 when there is none.
const std::string& named_customer(Call& call, const char* parameter);

Response create_address(Call& call);
Response get_address(Call& call);
Response update_address(Call& call);
Response delete_address(Call& call);

Response users_bulk(Call& call);
Response delete_user(Call& call);
Response delete_user_sessions(Call& call);
Response user_sale_totals(Call& call);

}  // namespace sluice::simulator
