#!/usr/bin/env bash
# All that is measured: the job beside its peers (W1, W2), the parts by the clock, the instructions
# against the baseline. run.sh [BUILD_DIR] [ROUNDS]. Takes some minutes and wants a quiet machine; the
# table goes to the screen, every line also to BUILD_DIR/bench.log, JSON lines to BUILD_DIR/bench.jsonl.
set -euo pipefail
here=$(realpath "$(dirname "$0")")
build=$(realpath "${1:-$here/../../build/release}")
rounds=${2:-5}
ninja -C "$build" bench_record bench_expression >/dev/null
{
  for job in w1 w2; do
    echo "== $job"
    bash "$here/$job/run.sh" "$build" "$rounds"
  done
  for part in bench_record bench_expression; do
    echo "== $part"
    "$(find "$build" -name "$part" -type f -perm -u+x | head -1)" --benchmark_color=false
  done
  echo "== instructions"
  bash "$here/baseline.sh" "$build"
} | tee "$build/bench.log"
grep '^{' "$build/bench.log" >"$build/bench.jsonl" || true
