#pragma once
// Price-book products and product images. Under the simulator's lock.

#include "call.hpp"

namespace sluice::simulator {

Answer price_book_products_of_book(Call& call);
Answer upsert_price_book_products(Call& call);
Answer delete_price_book_products(Call& call);

Answer upload_image(Call& call);
Answer get_image(Call& call);
Answer move_image(Call& call);
Answer delete_image(Call& call);

// 2.1: one more variant of a family that is there.
Answer add_variant(Call& call);

}  // namespace sluice::simulator
