#!/usr/bin/env bash
# The jobs as the benchmark starts them (w1/peer.sh, w2/peer.sh), against a small server: W1 writes the
# records that are active, W2batch and W2each post as many. peers_test.sh BUILD_DIR
set -euo pipefail
here=$(realpath "$(dirname "$0")")
work=$(mktemp -d "${TMPDIR:-/tmp}/sluice-peers.XXXXXX")
trap 'kill "${server:-0}" 2>/dev/null || true; rm -rf "$work"' EXIT
export TMPDIR=$work SLUICE_BUILD=$1 PAGE_SIZE=200 AFTER=0 CONC=8 BATCH=100 OUT=$work/out.ndjson
python3 "$here/w1/page_server.py" 3 200 >"$work/port" &
server=$!
until [ -s "$work/port" ]; do sleep 0.05; done
address=http://127.0.0.1:$(cat "$work/port")
export SRC=$address/api/2.0/products SINK=$address/in

expect() { # WHAT HAVE WANT
  [ "$2" = "$3" ] || { echo "$1: $2 records instead of $3" >&2; exit 1; }
}

active=$(for after in 0 200 400; do curl -fsS "$SRC?after=$after"; done | jq -s '[.[].data[] | select(.active)] | length')
WORK=w1 bash "$here/w1/peer.sh"
expect w1 "$(jq -s 'map(select(.pricing.margin)) | length' "$OUT")" "$active"
posted=0
for job in w2batch w2each; do
  WORK=$job bash "$here/w2/peer.sh"
  posted=$((posted + active))
  expect "$job" "$(curl -fsS "$address/posted")" "$posted"
done
