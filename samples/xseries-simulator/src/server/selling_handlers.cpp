
#include "server/route_handler.hpp"
#include "server/units.hpp"
#include "writes/promotions.hpp"
#include "writes/selling.hpp"

namespace sluice::simulator {

RouteHandlers selling_handlers() {
  static constexpr RouteHandler kHandlers[] = {
      {"POST", "/sales", create_sale},
      {"PUT", "/sales/{sale_id}", update_sale},
      {"POST", "/sales/{sale_id}/actions/return", return_sale},
      {"PUT", "/sales/{sale_id}/actions/return", return_sale},
      {"POST", "/fulfillments/fulfill", fulfill_sale},
      {"POST", "/fulfillments/{fulfillment_id}/fulfill", fulfill},
      {"POST", "/fulfillments/{fulfillment_id}/pick", pick},
      {"POST", "/fulfillments/{fulfillment_id}/pack", pack},
      {"GET", "/sales/{sale_id}/fulfillments", fulfillments_of_sale},
      {"POST", "/sales/{sale_id}/fulfill", fulfill_sale},
      {"GET", "/sales/{sale_id}/pick_lists", pick_lists_of_sale},
      {"GET", "/packing_slip/{fulfillment_id}", packing_slip},
      {"POST", "/partial_packing_slip/{fulfillment_id}", partial_packing_slip},
      {"PUT", "/registers/{register_id}/actions/open", open_register},
      {"PUT", "/registers/{register_id}/actions/close", close_register},
      {"GET", "/registers/{register_id}/payments_summary", payments_summary},
      {"GET", "/payments/{payment_id}", get_payment},
      {"POST", "/promotions", create_promotion},
      {"PUT", "/promotions/{promotion_id}", update_promotion},
      {"GET", "/promotions/{promotion_id}/promocodes", promo_codes_of},
      {"POST", "/promocode/bulk/active", active_promo_codes},
      {"DELETE", "/promocode/bulk", delete_promo_codes},
      {"POST", "/discount", apply_discount},
  };
  return kHandlers;
}

}  // namespace sluice::simulator
