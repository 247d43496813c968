
#include "lists/families.hpp"
#include "server/route_handler.hpp"
#include "server/units.hpp"
#include "writes/family_writes.hpp"

namespace sluice::simulator {

RouteHandlers family_handlers() {
  static constexpr RouteHandler kHandlers[] = {
      {"GET", "/product_families/{product_family_id}", get_family},
      {"GET", "/products/{product_id}/family", get_family_of_product},
      {"POST", "/product_families", create_family},
      {"PATCH", "/product_families/{product_family_id}", patch_family},
      {"PATCH", "/products/{product_id}", patch_product},
      {"POST", "/products/generate_product_codes", generate_product_codes},
      {"DELETE", "/variant_attributes/{attribute-id}", delete_variant_attribute},
  };
  return kHandlers;
}

}  // namespace sluice::simulator
