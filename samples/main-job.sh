#!/usr/bin/env bash
# The main job against the simulated shop, every claim checked: read all products, read only what
# changed, survive kill -9 without a lost or doubled line, write customers back.
# main-job.sh BUILD_DIR WORK_DIR [--keep]
# WORK_DIR is emptied. --keep leaves the simulator running for a day: its process in simulator.pid, its
# address in address, and in env what a shell needs to use it. The next call stops it.
set -euo pipefail
build=$(realpath "$1")
keep=${3:-}
case $keep in
  "") life=900 ;;
  --keep) life=86400 ;;
  *) echo "main-job.sh: unknown option $keep" >&2; exit 2 ;;
esac
kept=$(cat "$2/simulator.pid" 2>/dev/null || true)
# The number may belong to another program by now.
if [ -n "$kept" ] && grep -qs ^xseries-simula "/proc/$kept/comm"; then kill "$kept"; fi
rm -rf "$2" && mkdir -p "$2"
work=$(realpath "$2")
cd "$(dirname "$0")/.."

export LIGHTSPEED_TOKEN=lsxs_pt_quickstart SLUICE_PLUGINS=$build/plugins
export SLUICE_STATE=$work/state SLUICE_OUT=$work SLUICE_CUSTOMERS=$work/customers.ndjson
products=$work/products.ndjson

# A session of its own, so that a kept one outlives the terminal.
setsid "$build/bin/xseries-simulator" --port 0 --port-file "$work/port" --products 5000 --customers 2000 \
  --token "$LIGHTSPEED_TOKEN" --life "$life" >"$work/simulator.log" 2>&1 </dev/null &
simulator=$!
trap 'kill "$simulator" 2>/dev/null || true' EXIT
until [ -s "$work/port" ]; do kill -0 "$simulator" || { cat "$work/simulator.log"; exit 1; }; sleep 0.05; done
LIGHTSPEED_BASE_URI=http://127.0.0.1:$(cat "$work/port")
export LIGHTSPEED_BASE_URI

control() { curl -sS --fail-with-body -X "$1" "$LIGHTSPEED_BASE_URI/control/$2" ${3:+-d "$3"}; }
lines() { wc -l <"$products"; }
requests() { control GET requests | grep -o '"target":"/api/' | wc -l; }
step() { printf '\n\033[1m%s\033[0m\n' "$*"; }
expect() { # expect WHAT GOT WANTED
  if [ "$2" = "$3" ]; then echo "ok: $1: $2"; else echo "FAILED: $1: $2, expected $3" >&2; exit 1; fi
}
run() { "$build/bin/sluice" run "$@"; }
live_products() { control GET state/products | grep -o '"deleted_at":null' | wc -l; }
unique_ids() { grep -o '"external_id":"[^"]*"' "$products" | sort -u | wc -l; }

step "1. All products, 200 a page, through five steps (one of them plain C)"
run samples/pipelines/products.yaml
live=$(live_products) # of 5,000; the others are deleted, and the pipeline's filter drops them
expect "lines in products.ndjson" "$(lines)" "$live"
expect "different products" "$(unique_ids)" "$live"

step "2. Again: nothing has changed"
control POST requests/clear >/dev/null
run samples/pipelines/products.yaml
expect "lines added" "$(($(lines) - live))" 0
expect "requests, two at most" "$(($(requests) <= 2))" 1

step "3. Ten products change in the shop"
control POST products/change '{"count":10}' >/dev/null
run samples/pipelines/products.yaml
expect "lines added" "$(($(lines) - live))" 10

step "4. A run killed with -9 in the middle, then run again"
export SLUICE_STATE=$work/state-killed SLUICE_OUT=$work/killed
mkdir "$SLUICE_OUT"
products=$SLUICE_OUT/products.ndjson
control POST faults '{"fault":"slow_body","count":1,"skip":13,"path":"/products"}' >/dev/null
"$build/bin/sluice" run samples/pipelines/products.yaml --quiet & # not `run`: kill must hit sluice itself
victim=$!
committed() { "$build/bin/sluice" state show samples/pipelines/products.yaml | grep -q "cursor: [0-9]"; }
until [ -s "$products" ] && [ "$(lines)" -ge 2000 ] && committed; do kill -0 "$victim"; sleep 0.01; done
kill -9 "$victim"
{ wait "$victim" || true; } 2>/dev/null
control DELETE faults >/dev/null
echo "killed with $(lines) lines written"
run samples/pipelines/products.yaml
expect "lines" "$(lines)" "$live"
expect "different products" "$(unique_ids)" "$live"

step "5. A file of customers back into the shop: 20 updates, 5 new ones"
export SLUICE_STATE=$work/state
curl -sS -H "Authorization: Bearer $LIGHTSPEED_TOKEN" "$LIGHTSPEED_BASE_URI/api/2026-07/customers?page_size=20" >"$work/customers.json"
grep -oE '\{"id":"[^"]+"' "$work/customers.json" | cut -d'"' -f4 |
  awk 'NR <= 20 {printf "{\"id\":\"%s\",\"first_name\":\"Ada\",\"last_name\":\"Nr %d\",\"email\":\"ada%d@example.test\",\"note\":\"back from Sluice\"}\n", $0, NR, NR}' >"$SLUICE_CUSTOMERS"
for i in 1 2 3 4 5; do
  echo "{\"first_name\":\"New\",\"last_name\":\"Customer $i\",\"email\":\"new$i@example.test\",\"note\":\"back from Sluice\"}"
done >>"$SLUICE_CUSTOMERS"
expect "customers in the file" "$(wc -l <"$SLUICE_CUSTOMERS")" 25
run samples/pipelines/customers-back.yaml
expect "customers in the shop" "$(control GET state/customers | grep -oE '^\{"count":[0-9]+' | cut -d: -f2)" 2005
expect "customers with our note" "$(control GET state/customers | grep -o '"note":"back from Sluice"' | wc -l)" 25

step "All of it holds."
echo "Against a real shop set LIGHTSPEED_BASE_URI and LIGHTSPEED_TOKEN; the pipelines stay as they are."
if [ -n "$keep" ]; then
  trap - EXIT
  echo "$simulator" >"$work/simulator.pid"
  echo "$LIGHTSPEED_BASE_URI" >"$work/address"
  cat >"$work/env" <<END
export PATH="$build/bin:\$PATH"
export LIGHTSPEED_BASE_URI=$LIGHTSPEED_BASE_URI LIGHTSPEED_TOKEN=$LIGHTSPEED_TOKEN
END
fi
