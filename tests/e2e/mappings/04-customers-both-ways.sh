# Contacts are made in the shop once; a later change of one is an update. Back they have their numbers.
# Part of mapping.sh.
writes() { shop_requests | grep -E '^(POST|PUT) ' | cut -d' ' -f1 | sort | uniq -c | tr -s ' \n' ' '; }

run to_shop
[ "$(writes)" = " 2 POST " ] || fail "two contacts were not two new customers"
changed=$(head -1 contacts.ndjson | sed 's/Ada@/ada.l@/')
echo "$changed" >>contacts.ndjson
run to_shop
[ "$(writes)" = " 1 PUT " ] || fail "a changed contact was not an update"

run to_crm
jq -r 'select(.number) | "\(.number) \(.mail)"' from-shop.ndjson | sort >numbers
diff -u - numbers <<'END' || fail "customers do not have the numbers of their contacts"
C-7 ada.l@example.com
C-8 grace@example.com
END
