#!/usr/bin/env bash
# A server and two runs beside it, with three pipelines and one token, against the simulator with windows of two seconds
# and 40 requests: together they stay within the limit, and use it. shared.sh BUILD_DIR
set -euo pipefail
build=$(realpath "$1")
work=$(mktemp -d)
limit=40
trap 'kill "${simulator:-}" "${server:-}" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
export PATH="$build/bin:$PATH" SLUICE_PLUGINS="$build/plugins"
fail() { echo "failed: $1"; exit 1; }

xseries-simulator --port 0 --port-file port --token T --products 300 --customers 300 --rate-limit "$limit" \
  --rate-window-s 2 --life 200 >sim.log 2>&1 &
simulator=$!
until [ -s port ]; do kill -0 "$simulator"; done
shop=http://127.0.0.1:$(cat port)

# NAME ENTITY MORE: a config with one pipeline. Another config than the server's: the server does not run it.
config() {
  cat >"$1.yaml" <<YAML
host: {state: state}
clients:
  shop: {use: lightspeedhq.client, base_uri: $shop, token: T, rate: {window_s: 2}}
pipelines:
  $1:
    $3
    subscriber:
      {use: lightspeedhq.subscriber, client: shop, entity: $2, request: {query: {page_size: 5}}}
    publishers: [{use: file.publisher, path: $1.ndjson}]
YAML
}
config served products "schedule: {every: 1s}"
config one customers "weight: 1"
config other products "weight: 1"

sluice serve served.yaml 2>serve.log &
server=$!
until sluice status served.yaml 2>/dev/null | grep -q served; do kill -0 "$server" || fail "the server: $(cat serve.log)"; done
sluice run one.yaml --quiet & one=$!
sluice run other.yaml --quiet & other=$!
wait "$one" || fail "the first run"
wait "$other" || fail "the second run"
until sluice runs list served.yaml | grep -q done; do kill -0 "$server" || fail "the server: $(cat serve.log)"; done
kill "$server" && wait "$server" || fail "the server's end: $(cat serve.log)"
for name in served one other; do
  [ -s "$name.ndjson" ] || fail "$name delivered nothing"
done

curl -s "$shop/control/requests" >log.json
jq -r '.requests[] | select(.target | startswith("/api/")) | .window_end' log.json | sort | uniq -c | tee windows
refused=$(jq '[.requests[] | select(.status == 429)] | length' log.json)
[ "$refused" = 0 ] || fail "$refused requests were answered 429"
echo "three processes: $(wc -l <windows) windows, no 429"
