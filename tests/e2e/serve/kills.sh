#!/usr/bin/env bash
# `sluice serve` killed with -9 forty times at random moments, while the shop changes: in the end the
# file holds every live product as it is, nothing is lost, and no line is there twice.
# kills.sh BUILD_DIR; SLUICE_KILLS_SEED (1) makes it another one.
set -euo pipefail
build=$(realpath "$1")
RANDOM=${SLUICE_KILLS_SEED:-1} # all choices below are this generator's
work=$(mktemp -d)
trap 'kill -9 "${simulator:-}" "${server:-}" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
export PATH="$build/bin:$PATH" SLUICE_PLUGINS="$build/plugins"
fail() { echo "failed: $1"; tail -20 serve.log; exit 1; }

xseries-simulator --port 0 --port-file port --products 3000 --customers 10 --token T --rate-limit 100000 \
  --life 600 >sim.log 2>&1 &
simulator=$!
until [ -s port ]; do kill -0 "$simulator"; done
shop=http://127.0.0.1:$(cat port)
control() { curl -sS --fail-with-body -X "$1" "$shop/control/$2" ${3:+-d "$3"}; }

mkdir shop
cat >shop/host.yaml <<'YAML'
host: {commit: {interval_ms: 0}}
YAML
cat >shop/products.yaml <<YAML
clients:
  shop: {use: lightspeedhq.client, base_uri: $shop, token: T}
incoming:
  products: {subscriber: {use: lightspeedhq.subscriber, client: shop, entity: products, request: {query: {page_size: 5}}}}
outgoing:
  file: {publisher: {use: file.publisher, path: ../products.ndjson}}
pipelines:
  products:
    schedule: {every: 1s}
    from: products
    transformers:
      - {use: core.filter, where: "!deleted_at"}
    to: file
YAML

# At any moment (never 0, which timeout takes for no limit): in its start, in a commit, between two runs.
kill_somewhere() {
  (exec timeout -s KILL "$(printf '%d.%03d' $((RANDOM % 2)) $((RANDOM % 499 + 1)))" sluice serve shop >>serve.log 2>&1) 2>/dev/null || true
}
# As soon as a run has begun, or a few milliseconds later.
kill_in_run() {
  sluice serve shop >now.log 2>&1 &
  server=$!
  until grep -q ' started ' now.log; do kill -0 $server || fail "the server ended"; sleep 0.005; done
  for ((i = RANDOM % 4; i > 0; i--)); do grep -q done now.log || true; done
  kill -9 $server
  wait $server 2>/dev/null || true
  cat now.log >>serve.log
}
for ((kill = 0; kill < 40; kill++)); do
  if ((kill % 2)); then kill_somewhere; else kill_in_run; fi
  control POST products/change '{"count":400}' >/dev/null
done

sluice serve shop >last.log 2>&1 &
server=$!
until grep -q 'done: read 0' last.log; do kill -0 $server || fail "the server ended"; sleep 0.05; done
kill -TERM $server
wait $server || fail "exit code $?"

sluice runs list shop | grep -q ' lost ' || fail "no kill hit a run"
twice=$(jq .version products.ndjson | sort | uniq -d | wc -l)
[ "$twice" -eq 0 ] || fail "$twice versions are there twice"
live=$(control GET state/products | grep -o '"deleted_at":null' | wc -l)
known=$(jq -r .id products.ndjson | sort -u | wc -l)
[ "$known" -eq "$live" ] || fail "$known products of $live"
echo "40 kills: $live products, $(wc -l <products.ndjson) lines, none twice, none lost"
