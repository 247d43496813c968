
#include "lists/legacy_lists.hpp"
#include "lists/single_row.hpp"
#include "server/route_handler.hpp"
#include "server/units.hpp"
#include "writes/legacy_writes.hpp"
#include "writes/writes.hpp"

namespace sluice::simulator {

RouteHandlers legacy_handlers() {
  static constexpr RouteHandler kHandlers[] = {
      {"GET", "/products", legacy_products, "0.9"},
      {"POST", "/products", legacy_upsert_product, "0.9"},
      {"GET", "/register_sales", legacy_sales, "0.9"},
      {"POST", "/register_sales", legacy_upsert_sale, "0.9"},
      {"GET", "/register_sales/{sale_id}", legacy_get_sale, "0.9"},
      {"POST", "/supplier", legacy_upsert_supplier, "0.9"},
      {"DELETE", "/supplier/{supplier_id}", legacy_delete_supplier, "0.9"},
      {"POST", "/taxes", create_row, "0.9"},
      {"GET", "/taxes/{tax_id}", get_row, "0.9"},
  };
  return kHandlers;
}

}  // namespace sluice::simulator
