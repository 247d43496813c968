#!/usr/bin/env bash
# A real file system that fills up, once under the output and once under the state folder: the run
# stops with exit 1 and says where; with room again the next run ends with each record once.
# disk_full.sh BUILD_DIR
set -euo pipefail
if [ "${2:-}" != mounted ]; then
  unshare --map-root-user --mount true 2>/dev/null || { echo "skipped: no mount namespace here"; exit 77; }
  exec unshare --map-root-user --mount bash "$0" "$(realpath "$1")" mounted
fi
build=$1
work=$(mktemp -d)
trap 'umount "$work/small" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
mkdir small
mount -t tmpfs -o size=1m none small
export SLUICE_PLUGINS="$build/plugins"
awk 'BEGIN { for (i = 1; i <= 20000; i++) printf "{\"id\":%d,\"text\":\"%060d\"}\n", i, i }' >in.ndjson

# config FILE OUTPUT STATE
config() {
  cat >"$1" <<YAML
host: {state: $3}
pipelines:
  copy:
    subscriber: {use: file.subscriber, path: in.ndjson}
    transformers: [{use: core.map, set: {more: text}}]
    publisher: {use: file.publisher, path: $2}
YAML
}

# holds NAME CONFIG OUTPUT MESSAGE
holds() {
  local code=0
  "$build/bin/sluice" run "$2" >run.out 2>&1 || code=$?
  [ "$code" -eq 1 ] || { cat run.out; echo "$1: exit $code instead of 1"; exit 1; }
  grep -q "$4" run.out || { cat run.out; echo "$1: the message does not say $4"; exit 1; }
  rm -f small/filler
  mount -o remount,size=64m small
  "$build/bin/sluice" run "$2" >run.out 2>&1 || { cat run.out; echo "$1: it does not go on"; exit 1; }
  awk -F'[:,]' '{ print $2 }' "$3" | cmp - <(seq 20000) || { echo "$1: not each record once"; exit 1; }
  echo "$1: holds"
}

config output.yaml small/out.ndjson state-a
holds "output on a full disk" output.yaml small/out.ndjson "small/out.ndjson.*[Nn]o space left"

rm -rf small/*
mount -o remount,size=1m small
config state.yaml out.ndjson small/state
head -c 960k /dev/zero >small/filler
holds "state on a full disk" state.yaml out.ndjson "small/state.*full"
