#!/usr/bin/env bash
# The real program against the simulator, recorded: OAuth with a token that dies, 429, 503, a lost
# response. Then without the simulator, from the recording, with sockets forbidden by the kernel.
# replay.sh BUILD_DIR
set -euo pipefail
build=$(realpath "$1")
work=$(mktemp -d)
trap 'kill "${simulator:-}" "${auth:-}" "${run:-}" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
export PATH="$build/bin:$build/tests:$PATH" SLUICE_PLUGINS="$build/plugins"
export KEY; KEY=$(openssl rand -hex 32)
fail() { echo "failed: $1"; shift; for file; do echo "--- $file"; head -c 4000 "$file"; done; exit 1; }
fault() { curl -sf -d "$1" "$shop/control/faults" >/dev/null; }

xseries-simulator --port 0 --port-file port --products 600 --customers 100 --life 200 >sim.log 2>&1 &
simulator=$!
until [ -s port ]; do kill -0 "$simulator"; done
shop=http://127.0.0.1:$(cat port)

cat >shop.yaml <<YAML
host: {state: state, credential_key: "\${KEY}"}
clients:
  shop:
    use: lightspeedhq.client
    base_uri: $shop
    oauth:
      client_id: simulator
      client_secret: \${SHOP_SECRET}
      scopes: ["products:read", "customers:read"]
      redirect_uri: http://127.0.0.1:0/callback
      authorize_uri: $shop/connect
pipelines:
  products:
    subscriber: {use: lightspeedhq.subscriber, client: shop, entity: products, request: {query: {page_size: 50}}}
    transformers: [{use: core.distinct, by: id}]
    publishers: [{use: file.publisher, path: products.ndjson}]
  customers:
    subscriber: {use: lightspeedhq.subscriber, client: shop, entity: customers, request: {query: {page_size: 20}}}
    publishers: [{use: file.publisher, path: customers.ndjson}]
YAML
export SHOP_SECRET=simulator-secret
: >auth.out; sluice auth shop.yaml shop >auth.out 2>auth.err & auth=$!
until grep -q ^http auth.out; do kill -0 "$auth" || fail "auth ended" auth.out auth.err; done
curl -sL -o page "$(grep ^http auth.out)"
wait "$auth" || fail "auth" auth.out auth.err
auth=

echo "a run with faults, recorded"
fault '{"fault":"503","count":2,"skip":2,"path":"/products"}'
fault '{"fault":"429_seconds","count":1,"retry_after_s":1,"skip":1,"path":"/customers"}'
fault '{"fault":"die_mid_page","count":1,"skip":5,"path":"/products"}'
curl -sf -d '{"advance_s":90000}' "$shop/control/clock" >/dev/null
sluice run shop.yaml --record run.rec --json >run.json 2>run.err || fail "the recorded run" run.json run.err
[ "$(stat -c %a run.rec)" = 600 ] || fail "others may read the recording"
for status in 401 429 503; do grep -q "\"status\":$status" run.rec || fail "no $status recorded" run.err; done
grep -q '"failure"' run.rec || fail "the lost response is not recorded"
grep -q '/api/1.0/token' run.rec || fail "the refresh is not recorded"
for secret in lsxs_at_ lsxs_rt_ simulator-secret "$KEY"; do
  grep -qF -- "$secret" run.rec && fail "the recording holds $secret"
done
sluice run shop.yaml --record run.rec >out 2>err && fail "an existing file was overwritten"
grep -q "run.rec exists already" err || fail "no word of the existing file" err

echo "an incremental run, recorded, whose state another machine does not have"
sluice run shop.yaml --record second.rec --json >second.json 2>err || fail "the second run" err

kill "$simulator"; wait "$simulator" 2>/dev/null || true
mkdir recorded-output; mv ./*.ndjson recorded-output
mv state away
export SHOP_SECRET=whatever-else KEY; KEY=$(openssl rand -hex 32)

echo "replayed twice without a socket, by somebody without the secrets"
for n in 1 2; do
  no_sockets "$build/bin/sluice" run shop.yaml --replay run.rec --output "replay$n" --json >"replay$n.json" 2>"replay$n.err" ||
    fail "replay $n" "replay$n.json" "replay$n.err"
  grep -q "nothing is sent" "replay$n.err" || fail "no word of the replay" "replay$n.err"
  for file in products customers; do
    cmp "recorded-output/$file.ndjson" "replay$n/$file.ndjson" || fail "replay $n: other $file" "replay$n.err"
  done
  jq -S 'del(.. | .elapsed_ms?, .cpu_us?, .peak_memory_bytes?, .outputs?)' "replay$n.json" >"figures$n"
done
cmp figures1 figures2 || fail "two replays have different figures" figures1 figures2
[ ! -e products.ndjson ] && [ ! -e state ] || fail "a replay wrote where the run writes"
for figure in read delivered parked pages; do
  [ "$(jq ".total.$figure" run.json)" = "$(jq ".total.$figure" replay1.json)" ] || fail "other $figure" run.json replay1.json
done
no_sockets "$build/bin/sluice" run shop.yaml >out 2>err && fail "sockets are not forbidden at all"
rm -rf state
no_sockets "$build/bin/sluice" run shop.yaml --replay second.rec --output third >out 2>err || fail "the incremental run" out err
grep -q "^customers  *done" out || fail "the incremental run's summary" out

echo "what is not in the recording"
sed 's/page_size: 20/page_size: 30/' shop.yaml >other.yaml
code=0; sluice run other.yaml customers --replay run.rec >out 2>err || code=$?
[ $code = 1 ] || fail "exit code $code" out err
grep -q "no response for GET $shop/api/2026-07/customers?.*page_size=30" err || fail "the request is not named" err
grep -q "closest is line [0-9]*, GET $shop/api/2026-07/customers?.*page_size=20" err || fail "the closest is not named" err

echo "cut off"
head -n 12 run.rec >cut.rec; printf '{"exchange":{"num' >>cut.rec
code=0; sluice run shop.yaml --replay cut.rec >out 2>err || code=$?
[ $code = 1 ] || fail "a cut recording: exit code $code" out err
grep -q "the recording was cut off" err || fail "no word of the cut" err

echo "a response changed by hand"
page=$(grep -n '"pipeline":"products".*"status":200' run.rec | sed -n 2p | cut -d: -f1)
sed "$page s/\"body\":{\"text\":\"/\"body\":{\"text\":\"<html>/2; $page s/\"body\":{\"text\":\"{/\"body\":{\"text\":\"<html>{/" run.rec >mended.rec
code=0; sluice run shop.yaml products --replay mended.rec >out 2>err || code=$?
[ $code = 1 ] || fail "the bug does not show: exit code $code" out err
grep -q "cannot be read" err || fail "the bug does not show" err

echo "bodies that were cut, files that are no recordings"
sed '2,$ s/"body":{"text":/"body":{"cut_of":99,"text":/' run.rec >short.rec
code=0; sluice run shop.yaml --replay short.rec >out 2>err || code=$?
[ $code = 2 ] || fail "cut bodies: exit code $code" err
grep -q "was cut when it was recorded; record again with a larger host.limits.recorded_body" err || fail "cut bodies" err
code=0; sluice run shop.yaml --replay shop.yaml >out 2>err || code=$?
[ $code = 2 ] && grep -q "shop.yaml: line 1: " err || fail "no recording" err
echo done
