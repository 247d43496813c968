#pragma once
// Customer groups' members, customer addresses, users. Under the simulator's lock.

#include "call.hpp"

namespace sluice::simulator {

Answer add_group_members(Call& call);
Answer remove_group_members(Call& call);
Answer update_customer_taxes(Call& call);

// The id of the customer that this part of the path names; 404 when there is none.
const std::string& named_customer(Call& call, const char* parameter);

Answer create_address(Call& call);
Answer get_address(Call& call);
Answer update_address(Call& call);
Answer delete_address(Call& call);

Answer users_bulk(Call& call);
Answer delete_user(Call& call);
Answer delete_user_sessions(Call& call);
Answer user_sale_totals(Call& call);

}  // namespace sluice::simulator
