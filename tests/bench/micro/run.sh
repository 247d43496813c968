#!/usr/bin/env bash
# run.sh BUILD_DIR ROUNDS: every Google Benchmark program of the build, ROUNDS times; see summary.py.
# needs: python3 jq ninja
set -euo pipefail
here=$(realpath "$(dirname "$0")")
source "$here/../keep.sh"
source "$here/../made.sh"
results=$(mktemp -d "${TMPDIR:-/tmp}/sluice-micro.XXXXXX")
trap 'rm -rf "$results"' EXIT
moment=0.02  # of measured time; what is set up for it takes much longer
[ -z "${BENCH_SMOKE:-}" ] || moment=0.0001
made "$1" benchmarks
for program in "$1"/bench/bench_*; do
  [ -x "$program" ] || { echo "no program was built: is libbenchmark-dev there?" >&2; exit 1; }
  "$program" --benchmark_repetitions="${2:-5}" --benchmark_min_time="$moment" \
    --benchmark_out="$results/$(basename "$program").json" --benchmark_out_format=json >"$results/log" 2>&1 ||
    { cat "$results/log" >&2; exit 1; }
done
python3 "$here/summary.py" "$results"/*.json | keep micro >"$results/figures"
jq -r '"  \(.program)  \(.name)  \(.ns)-\(.ns_most) ns, per \(.of)"' "$results/figures"
