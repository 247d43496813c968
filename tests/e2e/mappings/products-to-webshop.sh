# Each family of active products is sent once; then only what changed, and what is gone. Part of mapping.sh.
families() {
  shop_rows products | jq -cS '[.data[] | select(.active and .deleted_at == null)] | map(.variant_parent_id // .id) | unique'
}

small_pages
run
families >before
sent 'map(select(.method == "PUT") | .path | ltrimstr("/products/")) | sort' >put
diff -u before put || fail "not each family was sent once"

gone=$(jq -r '.[]' before | head -1)
for id in $(shop_rows products | jq -r --arg gone "$gone" '.data[] | select(.id == $gone or .variant_parent_id == $gone) | .id'); do
  shop_call DELETE "products/$id"
done
changed=$(jq -r '.[1]' before)
shop_call PUT "products/$changed" '{"common":{"description":"<b>New</b> text"}}'
run
sent 'map([.method, .path]) | sort' >requests
echo "[[\"DELETE\",\"/products/$gone\"],[\"PUT\",\"/products/$changed\"]]" | diff -u - requests ||
  fail "more or less than a change and a deletion was sent"
