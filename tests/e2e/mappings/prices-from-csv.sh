# Rows with a price and a product are in the price book, the others are tasks that say why. Part of mapping.sh.
sluice run "$config" --quiet || [ $? -eq 3 ]
# price SKU: what the price book has for it
price() {
  local id
  id=$(shop_rows products | jq -r --arg sku "$1" '.data[] | select(.sku == $sku).id')
  shop_rows price_book_products |
    jq --arg id "$id" --arg book "$PRICE_BOOK" '.data[] | select(.product_id == $id and .price_book_id == $book).price'
}
[ "$(price SKU-000002)" = 1234.5 ] || fail "the price of SKU-000002 is $(price SKU-000002)"
[ "$(price SKU-000004)" = 10 ] || fail "the price of SKU-000004 is $(price SKU-000004)"
sluice tasks list "$config" >tasks
grep -q 'sku-000005 has no price' tasks || fail "a row without a price is no task"
grep -q 'sku-999999' tasks || fail "a row without a product is no task"
