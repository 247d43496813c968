#!/usr/bin/env bash
# What one more step costs a record: steps.sh [BUILD_DIR] [--ns-only]. Instructions a record read that
# the steps and the writer take in `sluice run` over W1 with the step, less those without it (the
# step's own output is in it; the rest of the program is not, for the store commits by the clock),
# and nanoseconds (bench_steps, the smallest of many rounds; the machine should be quiet). Prints JSON.
set -euo pipefail
here=$(realpath "$(dirname "$0")")
build=$(realpath "${1:-$here/../../build/release}")
work=$(mktemp -d "${TMPDIR:-/tmp}/sluice-steps.XXXXXX")
python3 "$here/w1/page_server.py" 1 1000 >"$work/port" &
server=$!
trap 'kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
until [ -s "$work/port" ]; do sleep 0.05; done

declare -A step=(
  [filter]='{use: core.filter, where: has_inventory}'
  [rename]='{use: core.map, move: {handle: slug}}'
  [compute]='{use: core.map, set: {pricing.margin2: pricing.net - pricing.cost}}')

instructions() { # CONFIG
  bash "$here/callgrind.sh" "$build" "$1" | jq '.filter + .map + .write'
}

nanoseconds() {
  curl -s "http://127.0.0.1:$(cat "$work/port")/?after=0" >"$work/page.json"
  SLUICE_BENCH_PAGE=$work/page.json "$build/bin/bench_steps" --benchmark_min_time=4 \
    --benchmark_format=json |
    jq '[.benchmarks[] | {key: (.name | ltrimstr("added/")), value: (.ns_added * 10 | round / 10)}] | from_entries'
}

result='{}'
if [ "${2:-}" != --ns-only ]; then
  without=$(instructions "$here/w1/w1.yaml")
  for name in filter rename compute; do
    awk -v step="      - ${step[$name]}" '/^    publishers:/ { print step } { print }' \
      "$here/w1/w1.yaml" >"$work/$name.yaml"
    result=$(jq --arg name "$name" --argjson more $(($(instructions "$work/$name.yaml") - without)) \
      '.instructions[$name] = $more' <<<"$result")
  done
fi
if [ -x "$build/bin/bench_steps" ]; then
  result=$(jq --argjson ns "$(nanoseconds)" '.nanoseconds = $ns' <<<"$result")
fi
jq . <<<"$result"
