#!/usr/bin/env bash
# Every sample pipeline, proved against a simulated shop that its own kills never touch.
# samples.sh BUILD_DIR PIPELINE KILLS
set -euo pipefail
build=$(realpath "$1") samples=$(realpath "$(dirname "$0")/../../../samples/pipelines") kills=$3
pipeline=$samples/$2.yaml
[ -e "$pipeline" ] || { echo "there is no sample $2"; exit 1; }
work=$(mktemp -d -p /dev/shm)
trap 'kill -9 "${simulator:-}" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
export PATH="$build/bin:$PATH" SLUICE_PLUGINS="$build/plugins" TMPDIR="$work" LIGHTSPEED_TOKEN=T
xseries-simulator --port 0 --port-file port --products 1200 --customers 400 --token T --rate-limit 1000000 \
  --life 600 >simulator.log 2>&1 &
simulator=$!
until [ -s port ]; do kill -0 "$simulator"; done
LIGHTSPEED_BASE_URI=http://127.0.0.1:$(cat port)
export LIGHTSPEED_BASE_URI SLUICE_OUT=$work SLUICE_CUSTOMERS=$work/customers.ndjson

# What customers-back sends: half of them are in the shop, the others are new.
curl -sS -H 'Authorization: Bearer T' "$LIGHTSPEED_BASE_URI/api/2026-07/customers?page_size=100" |
  grep -oE '\{"id":"[^"]+"' | cut -d'"' -f4 |
  awk '{ printf "{\"id\":\"%s\",\"first_name\":\"Ada\",\"last_name\":\"Nr %d\",\"email\":\"ada%d@example.test\",\"note\":\"back\"}\n", $0, NR, NR
         printf "{\"first_name\":\"New\",\"last_name\":\"Nr %d\",\"email\":\"new%d@example.test\",\"note\":\"back\"}\n", NR, NR }' >customers.ndjson
[ "$(wc -l <customers.ndjson)" -eq 200 ]

sluice prove "$pipeline" --live --kills "$kills" --before "curl -sSf -X POST $LIGHTSPEED_BASE_URI/control/reset >/dev/null" ||
  { echo "it does not hold"; exit 1; }
# The last life, as the shop sees it: nobody is there twice.
if [ "$2" = customers-back ]; then
  count=$(curl -sSf "$LIGHTSPEED_BASE_URI/control/state/customers" | grep -oE '^\{"count":[0-9]+' | cut -d: -f2)
  [ "$count" -eq 500 ] || { echo "the shop has $count customers instead of 500"; exit 1; }
fi
