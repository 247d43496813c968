# The journals hold what the shop sold, to the cent, and no sale twice. Part of mapping.sh.
small_pages
run
sent 'map(.body)' >journals
cents='def cents: . * 100 | round;'
booked=$(jq "$cents"' [.[].lines[] | select(.account == "8000").amount] | add | -. | cents' journals)
sold=$(shop_rows sales | jq "$cents"' [.data[] | select(.state == "closed").totals.price] | add | cents')
[ "$booked" = "$sold" ] || fail "the revenue is $booked, and $sold were sold"
jq -e "$cents"' all(.[]; ([.lines[].amount] | add | cents) == 0)' journals >balanced || fail "a journal does not balance"
jq -e '(map(.date) | unique | length) == length' journals >once || fail "a day has two journals"
run
[ "$(sent length)" = 0 ] || fail "sales were booked again"
sale=$(shop_rows sales | jq -c '[.data[] | select(.state == "closed")][0]')
shop_call PUT "sales/$(jq -r .id <<<"$sale")" "$(jq -c '{source, state, note: "a gift"}' <<<"$sale")"
run
[ "$(sent length)" = 0 ] || fail "a sale that changed was booked again"
