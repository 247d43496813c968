
#include "server/route_handler.hpp"
#include "server/units.hpp"
#include "writes/catalogue.hpp"
#include "writes/category_writes.hpp"
#include "writes/writes.hpp"

namespace sluice::simulator {

RouteHandlers catalogue_handlers() {
  static constexpr RouteHandler kHandlers[] = {
      {"POST", "/products", create_product, "2026-07"},
      {"POST", "/products", add_variant, "2.1"},
      {"PUT", "/products/{product_id}", update_product},
      {"DELETE", "/products/{product_id}", delete_row},
      {"DELETE", "/products/{product_id}/all", delete_product_family},
      {"POST", "/products/{product_id}/actions/image_upload", upload_image},
      {"POST", "/products/{product_id}/images", upload_image},
      {"DELETE", "/products/{product_id}/images/{image_id}", delete_image},
      {"GET", "/product_images/{product_image_id}", get_image},
      {"PUT", "/product_images/{product_image_id}", move_image},
      {"DELETE", "/product_images/{product_image_id}", delete_image},
      {"POST", "/product_categories/bulk", upsert_categories},
      {"DELETE", "/product_categories/bulk", delete_categories},
      {"GET", "/price_books/{price_book_id}/products", price_book_products_of_book},
      {"POST", "/price_books/{price_book_id}/products", upsert_price_book_products},
      {"PUT", "/price_books/{price_book_id}/products", upsert_price_book_products},
      {"PATCH", "/price_books/{price_book_id}/products", upsert_price_book_products},
      {"DELETE", "/price_books/{price_book_id}/products", delete_price_book_products},
  };
  return kHandlers;
}

}  // namespace sluice::simulator
