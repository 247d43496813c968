
#include "server/route_handler.hpp"
#include "server/units.hpp"
#include "writes/people.hpp"

namespace sluice::simulator {

RouteHandlers people_handlers() {
  static constexpr RouteHandler kHandlers[] = {
      {"POST", "/customer_groups/{customer_group_id}/customers", add_group_members},
      {"DELETE", "/customer_groups/{customer_group_id}/customers", remove_group_members},
      {"POST", "/customer_taxes/bulk", update_customer_taxes},
      {"POST", "/customers/{customer_id}/addresses", create_address},
      {"GET", "/customers/{customer_id}/addresses/{address_id}", get_address},
      {"PUT", "/customers/{customer_id}/addresses/{address_id}", update_address},
      {"DELETE", "/customers/{customer_id}/addresses/{address_id}", delete_address},
      {"POST", "/users/bulk", users_bulk},
      {"DELETE", "/users/{user_id}", delete_user},
      {"DELETE", "/users/{user_id}/sessions", delete_user_sessions},
      {"GET", "/users/{user_id}/sale_totals", user_sale_totals},
  };
  return kHandlers;
}

}  // namespace sluice::simulator
