
#include "server/route_handler.hpp"
#include "server/units.hpp"
#include "writes/stock.hpp"

namespace sluice::simulator {

RouteHandlers stock_handlers() {
  static constexpr RouteHandler kHandlers[] = {
      {"POST", "/consignments", create_consignment},
      {"PUT", "/consignments/{consignment_id}", update_consignment},
      {"DELETE", "/consignments/{consignment_id}", delete_consignment},
      {"GET", "/consignments/{consignment_id}/totals", consignment_totals},
      {"POST", "/consignments/{consignment_id}/bulk", bulk_consignment_products},
      {"POST", "/consignments/{consignment_id}/products", create_consignment_product},
      {"PUT", "/consignments/{consignment_id}/products/{product_id}", update_consignment_product},
      {"DELETE", "/consignments/{consignment_id}/products/{product_id}",
       delete_consignment_product},
      {"POST", "/stock_adjustments", create_stock_adjustments},
      {"POST", "/inventory/reorder_points", upsert_reorder_points},
  };
  return kHandlers;
}

}  // namespace sluice::simulator
