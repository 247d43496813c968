#!/usr/bin/env bash
# A month of a server in shortened days: schedules, a webhook, changes in the shop, faults of the shop, reloads, and
# in its first half kill -9. In the end every target has all there is, nothing is there twice, and since the day
# after the last kill the server's memory and descriptors and its store have not grown.
# month.sh BUILD_DIR; SLUICE_MONTH_DAYS (30) and SLUICE_MONTH_SEED (1) make it another one.
set -euo pipefail
build=$(realpath "$1")
days=${SLUICE_MONTH_DAYS:-30} seed=${SLUICE_MONTH_SEED:-1}
RANDOM=$seed # all choices below are this generator's
work=$(mktemp -d)
trap 'kill -9 "${server:-}" "${simulator:-}" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
export PATH="$build/bin:$PATH" SLUICE_PLUGINS="$build/plugins"
fail() { echo "failed (seed $seed): $*"; tail -n 20 serve.log; exit 1; }
trap 'fail "line $LINENO: $BASH_COMMAND"' ERR
set -E

xseries-simulator --port 0 --port-file port --products 400 --customers 120 --token T --rate-limit 1000000 \
  --oauth-client simulator=secret --life 900 >simulator.log 2>&1 &
simulator=$!
until [ -s port ]; do kill -0 "$simulator"; done
shop=http://127.0.0.1:$(cat port)
control() { curl -sS --fail-with-body -X "$1" "$shop/control/$2" ${3:+-d "$3"}; }
hook_port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')

mkdir shop
config() { # config COMMENT: what a reload finds changed
  cat >shop/all.yaml <<YAML
# $1
host: {commit: {interval_ms: 20}}
clients:
  shop: {use: lightspeedhq.client, base_uri: $shop, token: T, retry: {base_ms: 20}}
pipelines:
  products:
    schedule: {every: 1s}
    subscriber: {use: lightspeedhq.subscriber, client: shop, entity: products, deleted: true, request: {query: {page_size: 50}}}
    publisher: {use: file.publisher, path: ../products.ndjson}
  customers:
    schedule: {every: 2s, jitter: 1s}
    retry: {attempts: $((3 + RANDOM % 3))}
    subscriber: {use: lightspeedhq.subscriber, client: shop, entity: customers, deleted: true, request: {query: {page_size: 20}}}
    publisher: {use: file.publisher, path: ../customers.ndjson}
  files:
    schedule: {every: 1s}
    subscriber: {use: file.subscriber, path: ../in.ndjson}
    publisher: {use: file.publisher, path: ../out.ndjson}
  hooks:
    subscriber:
      {use: lightspeedhq.webhook, client: shop, types: [product.update], secret: secret, register: true,
       public_url: "http://127.0.0.1:$hook_port/lightspeed", port: $hook_port}
    publisher: {use: file.publisher, path: ../hooks.ndjson}
YAML
}
start() {
  sluice serve shop >>serve.log 2>&1 &
  server=$!
  until curl -sf --unix-socket shop/state/control.sock http://localhost/readyz >/dev/null; do kill -0 "$server" 2>/dev/null || fail "the server ended"; done
}
# What is there now has been delivered, whatever fails meanwhile.
run_all() {
  for ((try = 0; try < 30; try++)); do
    if sluice run shop products customers files >run.out 2>&1; then return; fi
  done
  cat run.out
  fail "no run gets through"
}
faults=(503 500 429_seconds die_mid_page slow_body reset_before short_page 502_html)
records=0
live() { # live DAY
  for ((i = 0; i < 150; i++)); do echo "{\"n\":$((++records))}"; done >>in.ndjson
  control POST products/change "{\"count\":$((RANDOM % 30 + 1))}" >>changed
  control POST customers/change "{\"count\":$((RANDOM % 10 + 1))}" >/dev/null
  control POST products/delete "{\"count\":$((RANDOM % 2))}" >/dev/null
  local fault=${faults[RANDOM % ${#faults[@]}]}
  control POST faults "{\"fault\":\"$fault\",\"count\":$((RANDOM % 3 + 1)),\"skip\":$((RANDOM % 3)),\"retry_after_s\":1,\"delay_ms\":50,\"path\":\"/products\"}" >/dev/null
  if (($1 % 3 == 0)); then config "day $1" && sluice reload shop >/dev/null; fi
}
# KiB of memory, descriptors, bytes of the store: the least of some moments, as runs come and go. And how many runs
# and profiles of runs the store's log has: of each pipeline it keeps the latest thousand and hundred, so it still
# grows here.
measure() {
  local rss fds size least_rss= least_fds=
  for ((i = 0; i < 100; i++)); do
    rss=$(awk '/^VmRSS/ {print $2}' "/proc/$server/status")
    fds=$(find "/proc/$server/fd" -mindepth 1 2>/dev/null | wc -l)
    if [ -z "$least_rss" ] || [ "$rss" -lt "$least_rss" ]; then least_rss=$rss; fi
    if [ -z "$least_fds" ] || [ "$fds" -lt "$least_fds" ]; then least_fds=$fds; fi
  done
  size=$(stat -c %s shop/state/sluice.db)
  echo "$least_rss $least_fds $size $(python3 -c 'import sqlite3; print(*sqlite3.connect("file:shop/state/sluice.db?mode=ro", uri=True).execute("SELECT (SELECT count(*) FROM runs), (SELECT count(*) FROM run_profiles)").fetchone())')"
}

config "day 0"
start
until curl -sS -H 'Authorization: Bearer T' "$shop/api/2026-07/webhooks" | grep -q '"active":true'; do kill -0 "$server"; done
first=()
for ((day = 1; day <= days; day++)); do
  live $day
  if ((day <= days / 2)); then
    kill -9 "$server"
    wait "$server" 2>/dev/null || true
    start
  fi
  run_all
  ((day == days / 2 + 2)) && read -ra first < <(measure)
  control DELETE faults >/dev/null
done
read -ra last < <(measure)
echo "memory ${first[0]} KiB, then ${last[0]}; descriptors ${first[1]}, then ${last[1]}; store ${first[2]} bytes, ${first[3]} runs, ${first[4]} profiles, then ${last[2]}, ${last[3]}, ${last[4]}"
[ "${last[0]}" -le $((first[0] + first[0] / 10 + 2048)) ] || fail "memory grows"
[ "${last[1]}" -le $((first[1] + 2)) ] || fail "descriptors grow"
[ "${last[2]}" -le $((first[2] + first[2] / 10 + 65536 + 1024 * (last[3] - first[3]) + 4096 * (last[4] - first[4]))) ] || fail "the store grows"

# Deliveries that came while the server was dead are made again, by the simulator's clock.
for ((i = 0; i < 12; i++)); do control POST clock '{"advance_s":1800}' >/dev/null; done
control POST webhooks/settle >/dev/null
grep -oE '[0-9a-f]{8}-[0-9a-f-]{27}' changed | sort -u >changed.ids
heard() { jq -r .id hooks.ndjson | sort -u | comm -23 changed.ids - | wc -l; }
for ((i = 0; i < 300 && $(heard) > 0; i++)); do control POST webhooks/settle >/dev/null; done
[ "$(heard)" -eq 0 ] || fail "$(heard) changed products did not come by webhook"

run_all
kill -TERM "$server"
wait "$server" || fail "the server's exit code is $?"
[ "$(jq -r .n out.ndjson | sort -n | uniq -c | awk '$1 != 1' | wc -l)" -eq 0 ] || fail "a line is there twice"
[ "$(wc -l <out.ndjson)" -eq "$records" ] || fail "$(wc -l <out.ndjson) lines of $records"
for entity in products customers; do
  twice=$(jq .version $entity.ndjson | sort | uniq -d | wc -l)
  [ "$twice" -eq 0 ] || fail "$twice versions of $entity are there twice"
  jq -c '[.id, .version]' $entity.ndjson | sort -t, -k1,1 -k2,2n | awk -F, '{latest[$1] = $2} END {for (id in latest) print id "," latest[id]}' | sort >mine
  control GET "state/$entity" | jq -c '.data[] | [.id, .version]' | sort >theirs
  cmp mine theirs || fail "$entity differ"
done
sluice tasks list shop --json | grep -q '"id"' && fail "records are parked"
echo "$days days, $((days / 2)) kills, $(sluice runs list shop --json | grep -o '"outcome"' | wc -l) runs in the log: all is there, once"
