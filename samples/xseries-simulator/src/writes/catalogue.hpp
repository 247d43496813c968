#pragma once
// Price-book products and product images. Under the simulator's lock.

#include "api/call.hpp"

namespace sluice::simulator {

Response price_book_products_of_book(Call& call);
Response upsert_price_book_products(Call& call);
Response delete_price_book_products(Call& call);

Response upload_image(Call& call);
Response get_image(Call& call);
Response move_image(Call& call);
Response delete_image(Call& call);

// 2.1: one more variant of an existing family.
Response add_variant(Call& call);

}  // namespace sluice::simulator
