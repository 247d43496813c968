#!/usr/bin/env bash
# The real program against the simulator with windows of two seconds and 40 requests: two runs
# after each other, two pipelines of different weight each. No 429, and the windows between the
# first and the last of a run are used to 95 percent. rate.sh BUILD_DIR
set -euo pipefail
build=$(realpath "$1")
work=$(mktemp -d)
limit=40
trap 'kill "${simulator:-}" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
export PATH="$build/bin:$PATH" SLUICE_PLUGINS="$build/plugins"
fail() { echo "failed: $1"; exit 1; }

xseries-simulator --port 0 --port-file port --token T --products 600 --customers 600 --rate-limit "$limit" \
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

# What the simulator counted, in windows of its own: no time stamp of this machine is decided. The
# first and the last window of a run are not whole.
windows=0 used=0
count_windows() {
  curl -s "$shop/control/requests" >log.json
  curl -s -X POST "$shop/control/requests/clear" >cleared.json
  refused=$(jq '[.requests[] | select(.status == 429)] | length' log.json)
  [ "$refused" = 0 ] || fail "$refused requests of run $1 were answered 429"
  jq -r '.requests[] | select(.target | startswith("/api/")) | .window_end' log.json | sort | uniq -c |
    sed '1d;$d' >windows
  cat windows
  windows=$((windows + $(wc -l <windows)))
  used=$((used + $(awk '{n += $1} END {print n + 0}' windows)))
}

for run in 1 2; do
  sluice run rate.yaml --quiet || fail "run $run"
  sluice state reset rate.yaml light heavy --quiet
  rm -f ./*.ndjson
  count_windows "$run"
done
[ "$windows" -ge 8 ] || fail "only $windows windows"
echo "$used of $((windows * limit)) requests in $windows windows"
[ $((used * 100)) -ge $((windows * limit * 95)) ] || fail "less than 95 percent was used"
