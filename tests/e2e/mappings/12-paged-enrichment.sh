# Sales come in pages of five, and nothing is asked for twice, over batches of the source, too. Part of mapping.sh.
shop_requests >requests
[ "$(grep -c 'type=sales' requests)" -gt 2 ] || fail "sales did not come in pages"

sed -i 's/path: members.ndjson/&, chunk_bytes: 1024/' "$config"
for member in {5..104}; do echo "{\"member\":$member,\"code\":\"C-10000$((member % 3 + 1))\"}"; done >>members.ndjson
run
[ "$(wc -l <out.ndjson)" = 104 ] || fail "a member is missing"
shop_requests >requests
[ "$(grep -c 'type=customers' requests)" = 3 ] || fail "a customer was asked for again"
[ -z "$(sort requests | uniq -d)" ] || fail "a page was asked for again"
