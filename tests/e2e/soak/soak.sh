#!/usr/bin/env bash
# A day of a shop in shortened windows: every hour rows change and go, tokens run out or are revoked,
# the server fails in ways of its own, and runs are killed with -9. In the end two files and a second
# shop, written to by a publisher, must equal the shop, and no 429 may be of our own making.
# soak.sh BUILD_DIR; SLUICE_SOAK_HOURS (24) and SLUICE_SOAK_SEED (1) make it longer, or another one.
set -euo pipefail
build=$(realpath "$1")
hours=${SLUICE_SOAK_HOURS:-24} seed=${SLUICE_SOAK_SEED:-1}
work=$(mktemp -d)
trap 'kill "${shop_pid:-}" "${mirror_pid:-}" "${auth:-}" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
export PATH="$build/bin:$PATH" SLUICE_PLUGINS="$build/plugins"
export KEY; KEY=$(printf '%064d' 7)
RANDOM=$seed # all choices below are this generator's
# Also for whatever ends the script unforeseen: what it said went to shell.log.
fail() { trap - ERR; echo "failed (seed $seed): $*"; tail -n 20 ./*.err shell.log 2>/dev/null || true; exit 1; }
trap 'fail "line $LINENO: $BASH_COMMAND"' ERR
set -E

# up NAME [option...]: a simulator; both shops are the same one in the beginning
up() {
  local name=$1
  shift
  xseries-simulator --port 0 --port-file "$name.port" --token T --products 900 --customers 240 \
    --seed "$seed" --rate-window-s 2 --token-rate-limit 500 --life 7200 "$@" >"$name.log" 2>&1 &
}
up shop --rate-limit 100 --token-ttl-s 10000 && shop_pid=$!
up mirror --rate-limit 200 && mirror_pid=$!
until [ -s shop.port ] && [ -s mirror.port ]; do kill -0 "$shop_pid" "$mirror_pid"; done
shop=http://127.0.0.1:$(cat shop.port) mirror=http://127.0.0.1:$(cat mirror.port)
tell() { curl -sS --fail-with-body -o /dev/null -d "$2" "$1"; }
api() { curl -sS --fail-with-body -o /dev/null -H 'Authorization: Bearer T' -H 'Content-Type: application/json' -X "$1" -d "$3" "$shop/api/2026-07$2"; }

cat >soak.yaml <<YAML
host: {state: state, credential_key: "\${KEY}"}
clients:
  shop:
    use: lightspeedhq.client
    base_uri: $shop
    rate: {window_s: 2}
    retry: {base_ms: 20}
    oauth:
      client_id: simulator
      client_secret: simulator-secret
      scopes: ["products:read", "customers:read"]
      redirect_uri: http://127.0.0.1:0/callback
      authorize_uri: $shop/connect
  mirror: {use: lightspeedhq.client, base_uri: $mirror, token: T, rate: {window_s: 2}, retry: {base_ms: 20}}
pipelines:
  products:
    subscriber: {use: lightspeedhq.subscriber, client: shop, entity: products, deleted: true, request: {query: {page_size: 20}}}
    publishers: [{use: file.publisher, path: products.ndjson}]
  customers:
    subscriber: {use: lightspeedhq.subscriber, client: shop, entity: customers, deleted: true, request: {query: {page_size: 10}}}
    publishers: [{use: file.publisher, path: customers.ndjson}]
  updates:
    subscriber: {use: lightspeedhq.subscriber, client: shop, entity: customers, request: {query: {page_size: 30}}}
    transformers:
      - use: core.map
        set: {path: "{customer_id: id}", payload: "{first_name: first_name, last_name: last_name, email: email, note: note}"}
        keep: [path, payload]
    publishers: [{use: lightspeedhq.publisher, client: mirror, entity: customers, action: update}]
  deletes:
    subscriber: {use: lightspeedhq.subscriber, client: shop, entity: customers, deleted: true, request: {query: {page_size: 30}}}
    transformers:
      - {use: core.filter, where: deleted_at}
      - {use: core.map, set: {path: "{customer_id: id}"}, keep: [path]}
    publishers: [{use: lightspeedhq.publisher, client: mirror, entity: customers, action: delete}]
YAML

# As a person would: a page that does not come is asked for again, and so is the whole.
authorize() {
  local attempt page
  for ((attempt = 0; attempt < 9; attempt++)); do
    rm -f auth.out
    sluice auth soak.yaml shop >auth.out 2>auth.err & auth=$!
    until grep -qs ^http auth.out; do kill -0 "$auth" || fail "sluice auth ended"; done
    page=
    until [ -n "$page" ]; do page=$(curl -s -o /dev/null -w '%{redirect_url}' "$(grep ^http auth.out)" || true); done
    curl -s -o /dev/null "$page" || true
    if wait "$auth"; then auth= && return; fi
  done
  fail "sluice auth, $attempt times"
}

# Rows change, go and come, by the control interface and by the API.
live=()
life_goes_on() {
  tell "$shop/control/products/change" "{\"count\":$((RANDOM % 40 + 1))}"
  tell "$shop/control/products/delete" "{\"count\":$((RANDOM % 4))}"
  tell "$shop/control/customers/change" "{\"count\":$((RANDOM % 10 + 1))}"
  tell "$shop/control/customers/delete" "{\"count\":$((RANDOM % 2))}"
  mapfile -t live < <(curl -sS "$shop/control/state/customers" | jq -r '.data[] | select(.deleted_at == null) | .id')
  for ((i = 0; i < 5; i++)); do
    api PUT "/customers/${live[RANDOM % ${#live[@]}]}" \
      "{\"first_name\":\"Hour $1\",\"last_name\":\"Ünal $RANDOM\",\"note\":\"n\\\"$i\"}"
  done
  api POST /products "{\"name\":\"New $1\",\"price_excluding_tax\":$((RANDOM % 99)).$((RANDOM % 90 + 10))}"
}

# Not 429_past and token_429: without a date the client waits a minute, and only that.
reads=(429_date 429_seconds 500 502_html 503 504 401 revoke_token reset_before
  reset_after die_mid_page truncated html_200 slow_body gzip short_page shuffled duplicate_rows
  version_missing change_during_walk)
writes=(429_date 500 502_html 503 504 reset_before reset_after slow_body gzip)
arm() { # arm SHOP FAULT: for a request soon
  tell "$1/control/faults" "{\"fault\":\"$2\",\"skip\":$((RANDOM % 8)),\"retry_after_s\":1,\"delay_ms\":50}"
}

# Runs pipelines until a run ends well; its first attempts may be killed at any instant.
runs=0 kills=0 stops=0 asked=0
run() {
  local attempt code begun
  for ((attempt = 0; attempt < 12; attempt++)); do
    runs=$((runs + 1)) code=0 begun=$SECONDS
    if ((attempt < 2 && RANDOM % 2)); then
      timeout -s KILL "0.$(printf %03d $((RANDOM % 300 + 20)))" sluice run soak.yaml "$@" >run.out 2>run.err || code=$?
    else
      sluice run soak.yaml "$@" >run.out 2>run.err || code=$?
    fi
    ((SECONDS - begun < 10)) || { echo "run $runs took $((SECONDS - begun)) s:"; grep -E 'wait|retry|again' run.err | tail -3 || true; }
    case $code in
      0) return ;;
      137) kills=$((kills + 1)) ;;
      # A kill or a reset during a refresh that the shop carried out leaves tokens that nobody knows: a person is asked, as told.
      1) stops=$((stops + 1)); grep -q "a new authorization is needed: sluice auth" run.err && asked=$((asked + 1)) && authorize ;;
      *) fail "sluice run $* ended with $code" ;;
    esac
  done
  fail "sluice run $*: $attempt attempts"
}

authorize
for ((hour = 1; hour <= hours; hour++)); do
  tell "$shop/control/clock" '{"advance_s":3600}'
  tell "$mirror/control/clock" '{"advance_s":3600}'
  # What no run has met yet must not meet the hand that changes the shop.
  curl -sS -X DELETE -o /dev/null "$shop/control/faults"
  ((hour == 1)) || life_goes_on "$hour"
  for _ in 1 2 3; do arm "$shop" "${reads[RANDOM % ${#reads[@]}]}"; done
  arm "$mirror" "${writes[RANDOM % ${#writes[@]}]}"
  run products customers updates
  run deletes
done 2>>shell.log # bash reports what was killed
echo "$hours hours, $runs runs, $kills of them killed, $stops stopped by a fault, $asked times a person was asked ($SECONDS s)"
for url in "$shop" "$mirror"; do curl -sS -X DELETE -o /dev/null "$url/control/faults"; done
run products customers updates
run deletes

# rows LIST: the shop's rows as the API shows them, deleted ones too, sorted by id
rows() {
  local after=0 page
  while page=$(curl -sS -H 'Authorization: Bearer T' "$1/api/2026-07/$2?deleted=true&page_size=1000&after=$after"); do
    after=$(jq '.version.max' <<<"$page")
    [ "$after" != null ] || break
    jq -c '.data[]' <<<"$page"
  done | jq -sc 'sort_by(.id)[]'
}
for list in products customers; do
  rows "$shop" $list >"$list.wanted"
  jq -sc 'reduce .[] as $row ({}; .[$row.id] = $row) | [.[]] | sort_by(.id)[]' $list.ndjson >"$list.found"
  cmp "$list.wanted" "$list.found" || fail "$list.ndjson is not the shop: $(diff "$list.wanted" "$list.found" | head -4)"
  live=$(jq -c 'select(.deleted_at == null)' $list.found | wc -l)
  echo "$list: $(wc -l <$list.found) rows equal, $live of them live, in $(wc -l <$list.ndjson) lines"
done
shape='if .deleted_at == null then {id, first_name, last_name, email, note} else {id} end'
rows "$shop" customers | jq -c "$shape" >mirror.wanted
rows "$mirror" customers | jq -c "$shape" >mirror.found
cmp mirror.wanted mirror.found || fail "the second shop differs: $(diff mirror.wanted mirror.found | head -4)"
echo "second shop: $(wc -l <mirror.found) customers equal"

for url in "$shop" "$mirror"; do
  curl -sS "$url/control/requests" >log.json
  own=$(jq '[.requests[] | select(.status == 429 and (.fault // "") == "")] | length' log.json)
  armed=$(jq -r '[.requests[].fault // "" | select(. != "")] | group_by(.) | map("\(.[0]) \(length)") | join(", ")' log.json)
  echo "$(jq '.requests | length' log.json) requests, $own of them refused for our own making; faults met: $armed"
  [ "$own" = 0 ] || fail "$own requests were answered 429 without a fault"
done
refreshes=$(curl -sS "$shop/control/requests" | jq '[.requests[] | select(.target == "/api/1.0/token" and .status == 200)] | length')
echo "$refreshes token answers, $SECONDS s"
[ "$refreshes" -gt 3 ] || fail "tokens were not renewed"
