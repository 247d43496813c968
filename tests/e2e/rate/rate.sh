#!/usr/bin/env bash
# The real program against the simulator with windows of two seconds and 40 requests: two runs
# after each other, two pipelines of different weight each. No 429, and the windows between the
# first and the last are used to 95 percent. rate.sh BUILD_DIR
set -euo pipefail
build=$(realpath "$1")
work=$(mktemp -d)
trap 'kill "${simulator:-}" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
export PATH="$build/bin:$PATH" SLUICE_PLUGINS="$build/plugins"
fail() { echo "failed: $1"; exit 1; }

xseries-simulator --port 0 --port-file port --token T --products 600 --customers 600 --rate-limit 40 \
  --rate-window-s 2 --life 200 >sim.log 2>&1 &
simulator=$!
until [ -s port ]; do kill -0 "$simulator"; done
shop=http://127.0.0.1:$(cat port)

cat >rate.yaml <<YAML
host: {state: state}
clients:
  shop:
    use: lightspeedhq.client
    base_uri: $shop
    token: T
    rate: {window_s: 2}
pipelines:
  light:
    subscriber:
      {use: lightspeedhq.subscriber, client: shop, entity: customers, request: {query: {page_size: 5}}}
    publishers: [{use: file.publisher, path: customers.ndjson}]
  heavy:
    weight: 3
    subscriber:
      {use: lightspeedhq.subscriber, client: shop, entity: products, request: {query: {page_size: 5}}}
    publishers: [{use: file.publisher, path: products.ndjson}]
YAML

for run in 1 2; do
  sluice run rate.yaml --quiet || fail "run $run"
  sluice state reset rate.yaml light heavy --quiet
  rm -f ./*.ndjson
done
curl -s "$shop/control/requests" >log.json
refused=$(jq '[.requests[] | select(.status == 429)] | length' log.json)
[ "$refused" = 0 ] || fail "$refused requests were answered 429"

# Requests by window; the first and the last window of the log are not whole.
jq -r '.requests[] | select(.target | startswith("/api/")) | .at' log.json |
  while read -r at; do echo $(( $(date -d "$at" +%s) / 2 )); done | sort -n | uniq -c |
  sed '1d;$d' >windows
cat windows
windows=$(wc -l <windows) used=$(awk '{n += $1} END {print n}' windows)
[ "$windows" -ge 8 ] || fail "only $windows windows"
echo "$used of $((windows * 40)) requests in $windows windows"
[ $((used * 100)) -ge $((windows * 40 * 95)) ] || fail "less than 95 percent was used"
