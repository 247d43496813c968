#!/usr/bin/env bash
# run.sh with its own parts (those that need no peers and no other program) at sizes that take a moment:
# whether it measures, keeps the figures and judges them. No time is asserted. smoke_test.sh BUILD_DIR
set -euo pipefail
here=$(realpath "$(dirname "$0")")
BENCH_OUT=$(mktemp -d "${TMPDIR:-/tmp}/sluice-bench.XXXXXX")
trap 'rm -rf "$BENCH_OUT"' EXIT
export BENCH_OUT BENCH_SMOKE=1

fail() {
  echo "$1" >&2
  exit 1
}

bash "$here/run.sh" "$1" 1 scale micro || fail "run.sh failed"
bash "$here/run.sh" "$1" 1 start || fail "run.sh failed with start alone"
for part in start scale micro; do
  jq -e --arg part "$part" '.figures[$part] | length > 0' "$BENCH_OUT/bench.json" >/dev/null ||
    fail "there are no figures of $part"
done
jq -e '.figures.scale[0].sizes | map(.records) == [1000, 2000]' "$BENCH_OUT/bench.json" >/dev/null ||
  fail "scale did not run both sizes"
for program in "$1"/bench/bench_*; do
  jq -e --arg program "$(basename "$program")" '[.figures.micro[] | select(.program == $program and .ns > 0)] != []' \
    "$BENCH_OUT/bench.json" >/dev/null || fail "there are no figures of $program"
done
grep -q '^| W2each.* | not measured: the part did not run |$' "$BENCH_OUT/bench.md" || fail "what was not measured does not say so"
grep -q '^| start to first request.* ms' "$BENCH_OUT/bench.md" || fail "the table has no start"
if [ -e "$1/bin/sluice" ] && command -v node >/dev/null; then
  bash "$here/run.sh" "$1" 1 w3 || fail "run.sh failed with w3"
  jq -e '[.figures.w3[] | select(.kind == "pair")][0].peers | has("node") and has("sluice")' "$BENCH_OUT/bench.json" >/dev/null ||
    fail "w3 has no figures beside node"
  jq -e '[.figures.w3[] | select(.kind == "step" and .ns > 0)] | length == 20' "$BENCH_OUT/bench.json" >/dev/null ||
    fail "w3 does not have a figure for each of its 20 steps"
fi
if [ -e "$here/steps/bench_steps.cpp" ]; then
  source "$here/made.sh"
  made "$1" bench_steps
  python3 "$here/products.py" 1 200 0 >"$BENCH_OUT/page.json"
  SLUICE_BENCH_PAGE=$BENCH_OUT/page.json "$1/bin/bench_steps" --benchmark_min_time=0.0001 --benchmark_format=json \
    2>/dev/null | jq -e '.benchmarks | length > 0 and all(.ns_after > 0)' >/dev/null || fail "bench_steps does not measure"
fi
if bash "$here/run.sh" "$1" 1 no_such_part 2>"$BENCH_OUT/refusal"; then fail "an unknown part was taken"; fi
grep -q 'there is no part no_such_part' "$BENCH_OUT/refusal" || fail "an unknown part is not named"
