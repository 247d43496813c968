#!/usr/bin/env bash
# The real program listens, the simulator delivers over HTTP: a change comes as the product as it is
# now, repeats and a wrong order do not show, a kill after the response loses nothing, what is not
# signed is refused, a burst is answered in time, and TLS.
# webhook.sh BUILD_DIR
set -euo pipefail
build=$(realpath "$1")
work=$(mktemp -d)
trap 'kill -9 "${simulator:-}" "${run:-}" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
export PATH="$build/bin:$PATH" SLUICE_PLUGINS="$build/plugins" LIGHTSPEED_TOKEN=lsxs_pt_hooks
export SECRET=simulator-secret
fail() { echo "failed: $1"; shift; for file; do echo "--- $file"; tail -30 "$file"; done; exit 1; }

xseries-simulator --port 0 --port-file port --products 100 --customers 20 --token $LIGHTSPEED_TOKEN --life 230 >sim.log 2>&1 &
simulator=$!
until [ -s port ]; do kill -0 "$simulator"; done
shop=http://127.0.0.1:$(cat port)
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
hook_port=$(free_port)
hook=http://127.0.0.1:$hook_port/lightspeed

# config NAME SETTINGS…: a pipeline that listens for products
config() {
  cat >"$1.yaml" <<YAML
host: {state: state-$1}
clients:
  shop: {use: lightspeedhq.client, base_uri: $shop, token: "\${LIGHTSPEED_TOKEN}"}
pipelines:
  $1:
    subscriber: {use: lightspeedhq.webhook, client: shop, types: [product.update], secret: "\${SECRET}", $2}
    publishers: [{use: file.publisher, path: $1.ndjson}]
YAML
}
start() { sluice run "$1.yaml" >"$1.out" 2>"$1.err" & run=$!; until grep -qs "listening at" "$1.err"; do kill -0 $run || fail "ended" "$1.err"; done; }
lines() { if [ -e "$1" ]; then wc -l <"$1"; else echo 0; fi; }
settle() { curl -sf -X POST "$shop/control/webhooks/settle" >/dev/null; }
api() { curl -sf -H "Authorization: Bearer $LIGHTSPEED_TOKEN" -H "Content-Type: application/json" "$@"; }
create() { api -d "{\"name\":\"$1\",\"sku\":\"$1\",\"price_excluding_tax\":$2}" "$shop/api/2026-07/products" >response; }
# post BODY [CURL OPTIONS]: signs and delivers; prints the status
post() { local sum; sum=$(printf %s "$1" | openssl dgst -sha256 -hmac "$SECRET" | sed 's/.* //'); body=$1; shift
  curl -s -o /dev/null -w '%{http_code}' -H "X-Signature: signature=$sum,algorithm=HMAC-SHA256" --data-raw "$body" "$@"; }
expect() { [ "$2" = "$3" ] || fail "$1: $2, not $3" "${4:-sim.log}"; }

echo "registered at start; a created product comes as it is now"
config fetched "register: true, public_url: \"$hook\", port: $hook_port, max_events: 1, stop_when_idle_s: 60"
start fetched
until api "$shop/api/2026-07/webhooks" | grep -q '"active":true'; do kill -0 $run || fail "ended" fetched.err; done
create anvil 10
wait $run || fail "run" fetched.out fetched.err
expect "records" "$(lines fetched.ndjson)" 1 fetched.err
grep -q '"price_excluding_tax"' fetched.ndjson || fail "not the dated shape" fetched.ndjson
grep -q '"name":"anvil"' fetched.ndjson || fail "another product" fetched.ndjson

echo "registered once; every event twice and the newest first: each once"
curl -sf -d '{"webhook_twice":true,"webhook_out_of_order":true,"webhook_base64":true,"webhook_payload_only":true}' "$shop/control/settings" >/dev/null
config twice "register: true, public_url: \"$hook\", port: $hook_port, stop_when_idle_s: 3"
start twice
expect "webhooks" "$(api "$shop/api/2026-07/webhooks" | grep -o '"type"' | wc -l)" 1
for i in 1 2 3 4 5; do create "bolt$i" "$i"; done
settle
wait $run || fail "run" twice.out twice.err
expect "products" "$(grep -o '"name":"bolt[0-9]"' twice.ndjson | sort -u | wc -l)" 5 twice.err
expect "records" "$(lines twice.ndjson)" 5 twice.err
curl -sf -d '{"webhook_twice":false,"webhook_out_of_order":false}' "$shop/control/settings" >/dev/null

echo "killed after the response: delivered by the next run"
config killed "fetch: false, port: $hook_port"
sed 's/fetch: false,/fetch: false, stop_when_idle_s: 1,/' killed.yaml >killed-next.yaml
start killed
for i in $(seq 40); do expect "response" "$(post "payload=%7B%22id%22%3A%22p$i%22%2C%22version%22%3A$i%7D" $hook/product.update)" 200 killed.err; done
kill -9 $run; wait $run 2>/dev/null || true
cp killed.yaml killed-before.yaml; cp killed-next.yaml killed.yaml
sluice run killed.yaml >killed.out 2>killed.err || fail "run after the kill" killed.err
expect "records after the kill" "$(sort -u killed.ndjson | wc -l)" 40 killed.err
expect "lines after the kill" "$(lines killed.ndjson)" 40 killed.err
expect "events left" "$(python3 -c 'import sqlite3; print(sqlite3.connect("state-killed/sluice.db").execute("select count(*) from inbox").fetchone()[0])')" 0

echo "what is not signed, not posted, not there, too large, no form or no JSON"
config refused "fetch: false, port: $hook_port, max_body: 2048"
start refused
payload='payload=%7B%22id%22%3A%22a%22%7D'
expect "no signature" "$(curl -s -o /dev/null -w '%{http_code}' -d "$payload" $hook/product.update)" 401 refused.err
expect "wrong secret" "$(SECRET=other post "$payload" $hook/product.update)" 401 refused.err
expect "GET" "$(curl -s -o /dev/null -w '%{http_code}' $hook/product.update)" 405 refused.err
expect "another path" "$(post "$payload" "http://127.0.0.1:$hook_port/other")" 404 refused.err
expect "another path" "$(post "$payload" "${hook}x")" 404 refused.err
expect "another type" "$(post "$payload" $hook/sale.update)" 404 refused.err
expect "too large" "$(post "payload=$(head -c 3000 /dev/zero | tr '\0' x)" $hook/product.update)" 413 refused.err
expect "no JSON" "$(post "payload=x" $hook/product.update)" 400 refused.err
expect "no form" "$(post "$payload" -H 'Content-Type: text/plain' $hook/product.update)" 415 refused.err
expect "signed" "$(post "$payload" $hook/product.update)" 200 refused.err
until [ "$(lines refused.ndjson)" = 1 ]; do kill -0 $run || fail "ended" refused.err; done

echo "Ctrl-C ends a run that waits, whatever a half-sent delivery is about to be"
exec 3<>"/dev/tcp/127.0.0.1/$hook_port"
printf 'POST /lightspeed/product.update HTTP/1.1\r\nX-Slow: ' >&3
expect "beside a slow delivery" "$(post "$payload" $hook/product.update)" 200 refused.err
kill -INT $run
timeout 8 tail -s 0.1 --pid=$run -f /dev/null || fail "does not end" refused.err
exec 3>&-
code=0; wait $run || code=$?
expect "exit code of an interrupted run" $code 130 refused.err
for file in refused.out refused.err state-refused/*; do grep -qaF -- "$SECRET" "$file" && fail "$file holds the secret"; done

echo "a burst of 500 events is answered within 5 s each"
config burst "fetch: false, port: $hook_port, max_events: 500, stop_when_idle_s: 30"
start burst
python3 - "$hook_port" "$SECRET" <<'PYTHON'
import concurrent.futures, hashlib, hmac, http.client, sys, time
port, secret = int(sys.argv[1]), sys.argv[2].encode()
def deliver(n):
    body = "payload=%%7B%%22id%%22%%3A%%22b%d%%22%%7D" % n
    sum = hmac.new(secret, body.encode(), hashlib.sha256).hexdigest()
    began = time.monotonic()
    c = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    c.request("POST", "/lightspeed/product.update", body, {"Content-Type": "application/x-www-form-urlencoded",
              "X-Signature": "signature=%s,algorithm=HMAC-SHA256" % sum})
    status = c.getresponse().status
    return status, time.monotonic() - began
began = time.monotonic()
with concurrent.futures.ThreadPoolExecutor(32) as pool:
    responses = list(pool.map(deliver, range(500)))
print("500 events in %.2f s, the slowest response after %.2f s" % (time.monotonic() - began, max(t for _, t in responses)))
assert all(status == 200 for status, _ in responses), {s for s, _ in responses}
assert max(t for _, t in responses) < 5
PYTHON
wait $run || fail "burst" burst.err
expect "records of the burst" "$(sort -u burst.ndjson | wc -l)" 500 burst.err

echo "TLS with a certificate of our own"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=localhost -keyout hook.key -out hook.crt -days 2 2>/dev/null
config tls "fetch: false, port: $hook_port, tls: {certificate: hook.crt, key: hook.key}, max_events: 1"
start tls
grep -q "listening at https://" tls.err || fail "no https" tls.err
expect "over TLS" "$(post "$payload" --cacert hook.crt --resolve localhost:$hook_port:127.0.0.1 https://localhost:$hook_port/lightspeed/product.update)" 200 tls.err
wait $run || fail "tls" tls.err
expect "records over TLS" "$(lines tls.ndjson)" 1 tls.err
run=
echo done
