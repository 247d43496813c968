# Each product that has stock is sent once, in batches, and outlets are asked for once. Part of mapping.sh.
small_pages
shop_requests >requests
run
shop_requests >requests
[ -z "$(grep /outlets/ requests | sort | uniq -d)" ] || fail "an outlet was asked for again"
sent 'map(.body.stock[]) | map({sku, total}) | sort_by(.sku)' -S >stock
shop_rows products | jq -cS '[.data[] | select(.active and .has_inventory and .deleted_at == null) |
  {sku, total: ([.inventory[]?.current_amount | if . < 0 then 0 else . end] | add // 0)}] | sort_by(.sku)' >wanted
diff -u wanted stock || fail "the stock that was sent is not the shop's"
run
[ "$(sent length)" = 0 ] || fail "stock that did not change was sent again"
