#!/usr/bin/env bash
# Runs that are killed while they write, with another process appending to the same file between
# them: each record is in the file once, and no line of the other one is lost or torn.
# kills.sh BUILD_DIR
set -euo pipefail
build=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export SLUICE_PLUGINS="$build/plugins"
records=200000
seq $records | sed 's/.*/{"id":&,"text":"some text to write for record &"}/' >in.ndjson
cat >copy.yaml <<'YAML'
host: {state: state, commit: {interval_ms: 20, max_batches: 4}}
pipelines:
  copy:
    subscriber: {use: file.subscriber, path: in.ndjson, chunk_bytes: 65536}
    transformers: [{use: core.map, set: {more: text}}]
    publisher: {use: file.publisher, path: out.ndjson}
YAML

size() { stat -c %s out.ndjson 2>/dev/null || echo 0; }

# A run that is killed once the file is some bytes longer, or ends before.
killed_run() {
  local until=$(($(size) + $1))
  "$build/bin/sluice" run copy.yaml >run.out 2>&1 &
  local run=$!
  while kill -0 $run 2>/dev/null && [ "$(size)" -lt $until ]; do :; done
  kill -9 $run 2>/dev/null || true
  wait $run 2>/dev/null || true
}

for i in $(seq 12); do
  killed_run $((i * 150001))
  grep -q "sluice state reset" run.out && { cat run.out; echo "a killed run's tail was not known again"; exit 1; }
done
"$build/bin/sluice" run copy.yaml >run.out 2>&1 || { cat run.out; exit 1; }
jq -r .id out.ndjson | cmp - <(seq $records) || { echo "not each record once"; exit 1; }
echo "killed 12 times: each record once"

# A document is valid when a run is over, also after kills.
sed -i 's/out.ndjson/out.json/' copy.yaml
rm -rf state out.ndjson
size() { stat -c %s out.json 2>/dev/null || echo 0; }
for i in 2 4 8; do killed_run $((i * 150001)); done
"$build/bin/sluice" run copy.yaml >run.out 2>&1 || { cat run.out; exit 1; }
jq -r '.[].id' out.json | cmp - <(seq $records) || { echo "not each item of the array once"; exit 1; }
sed -i 's/out.json/out.ndjson/' copy.yaml
rm -rf state

# Another process appends behind each run that ended.
sed -i 's/out.ndjson/shared.ndjson/' copy.yaml
for i in 1 2 3; do
  "$build/bin/sluice" run copy.yaml >run.out 2>&1 || { cat run.out; exit 1; }
  echo "{\"stranger\":$i}" >>shared.ndjson
  echo "{\"id\":0,\"run\":$i}" >>in.ndjson
done
"$build/bin/sluice" run copy.yaml >run.out 2>&1 || { cat run.out; exit 1; }
[ "$(jq -r .stranger shared.ndjson | grep -c '[1-3]')" = 3 ] || { echo "lines of another process are gone"; exit 1; }
[ "$(jq -r .run shared.ndjson | grep -c '[1-3]')" = 3 ] || { echo "a record is lost or doubled"; exit 1; }
echo "lines of another process stay"

# Two targets, one of them with steps of its own: both have each of their records once.
cat >two.yaml <<'YAML'
host: {state: state2, commit: {interval_ms: 20, max_batches: 4}}
outgoing:
  tens:
    where: ends_with(text, '0')
    transformers: [{use: core.map, keep: [id]}]
    publisher: {use: file.publisher, path: tens.ndjson}
pipelines:
  copy:
    subscriber: {use: file.subscriber, path: in2.ndjson, chunk_bytes: 65536}
    publisher: {use: file.publisher, path: out2.ndjson}
    to: tens
YAML
seq $records | sed 's/.*/{"id":&,"text":"some text to write for record &"}/' >in2.ndjson
for i in $(seq 8); do
  until=$(($(stat -c %s out2.ndjson 2>/dev/null || echo 0) + i * 150001))
  "$build/bin/sluice" run two.yaml >run.out 2>&1 &
  run=$!
  while kill -0 $run 2>/dev/null && [ "$(stat -c %s out2.ndjson 2>/dev/null || echo 0)" -lt $until ]; do :; done
  kill -9 $run 2>/dev/null || true
  wait $run 2>/dev/null || true
done
"$build/bin/sluice" run two.yaml >run.out 2>&1 || { cat run.out; exit 1; }
cmp in2.ndjson out2.ndjson || { echo "not each record once"; exit 1; }
seq 10 10 $records | sed 's/.*/{"id":&}/' | cmp - tens.ndjson || { echo "not each of the other target's records once"; exit 1; }
echo "killed 8 times: each target has each of its records once"
