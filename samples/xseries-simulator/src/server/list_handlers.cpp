
#include "lists/categories.hpp"
#include "lists/inventory_levels.hpp"
#include "lists/lists.hpp"
#include "lists/promotion_lists.hpp"
#include "lists/single_row.hpp"
#include "server/route_handler.hpp"
#include "server/units.hpp"

namespace sluice::simulator {

RouteHandlers list_handlers() {
  static constexpr RouteHandler kHandlers[] = {
      {"GET", "/search", search},
      {"GET", "/auditlog_events", audit_events},
      {"GET", "/fulfillments", fulfillments},
      {"GET", "/fulfillments/{fulfillment_id}/history", fulfillment_history},
      {"POST", "/inventory", inventory_list},
      {"GET", "/inventory/{product_id}", inventory_of_product},
      {"POST", "/inventory_levels", inventory_levels},
      {"GET", "/inventory_levels/{product_id}", inventory_levels_of_product},
      {"GET", "/quotes", quotes_list},
      {"GET", "/services", services_list},
      {"GET", "/service_items/customer/{customer_id}", service_items_list},
      {"GET", "/gift_cards", gift_cards_list},
      {"GET", "/product_categories", categories_list},
      {"GET", "/promotions", promotions_list},
      {"GET", "/promotions/search", promotions_search},
      {"GET", "/promotions/{promotion_id}/products", promotion_products},
      {"GET", "/retailer", get_retailer},
      {"GET", "/user", get_current_user},
  };
  return kHandlers;
}

}  // namespace sluice::simulator
