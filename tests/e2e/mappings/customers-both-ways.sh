# Changes go to the other side once, and do not come back. Part of mapping.sh.
writes() { shop_requests | { grep -E '^(POST|PUT) ' || true; } | cut -d' ' -f1 | sort | uniq -c | tr -s ' \n' ' '; }
# rename ID NAME: of a customer, in the shop
rename() {
  shop_call PUT "customers/$1" "{\"first_name\":\"$2\",\"last_name\":\"Doe\"}"
  shop_requests >requests
}

run to_crm
[ "$(sent 'map(.method) | group_by(.) | map([.[0], length])')" = '[["POST",20]]' ] || fail "each customer is not a new contact"
run to_shop
[ "$(writes)" = " 2 POST " ] || fail "each contact is not a new customer"
run to_crm
[ "$(sent length)" = 0 ] || fail "what came from the CRM went back"

rename "$(shop_rows customers | jq -r '.data[] | select(.customer_code == "K-1").id')" Known
run to_crm
[ "$(sent 'map([.method, .path])')" = '[["PUT","/contacts/K-1"]]' ] || fail "a customer that came from the CRM is not its contact"

rename "$(shop_rows customers | jq -r '.data[2].id')" "Changed here"
run to_crm
sent '.' >requests
[ "$(jq -c 'map([.method, .body.given])' requests)" = '[["PUT","Changed here"]]' ] || fail "a changed customer is not a changed contact"
contact=$(jq -c '.[0].body | {id: .crm_id, given, family, mail}' requests)
echo "$contact" >>contacts.ndjson
run to_shop
[ "$(writes)" = "" ] || fail "what came from the shop went back"
jq -c '.given = "Changed there"' <<<"$contact" >>contacts.ndjson
run to_shop
[ "$(writes)" = " 1 PUT " ] || fail "a changed contact is not a changed customer"
run to_crm
[ "$(sent length)" = 0 ] || fail "a change came back to the side that made it"
