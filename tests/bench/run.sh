#!/usr/bin/env bash
# All that is measured: start-up, the job beside its peers (W1, W2), the parts by the clock, the
# instructions against the baseline. run.sh [BUILD_DIR] [ROUNDS]. Takes some minutes and wants a quiet
# machine (BENCH_BUSY=1: does not wait for one). What lacks its tools is skipped, and says so. The
# tables go to the screen and to BUILD_DIR/bench.log; the figures, one JSON object a line, to
# BUILD_DIR/bench.jsonl: "what" names start-up, "work" a job (w1, w2batch, w2each, startup), "unit" the
# instructions.
set -euo pipefail
here=$(realpath "$(dirname "$0")")
build=$(realpath "${1:-$here/../../build/release}")
rounds=${2:-5}
figures=$build/bench.jsonl
: >"$figures"

# needs NAME TOOL...: whether all are there.
needs() {
  local part=$1 tool
  shift
  for tool in "$@"; do
    [ -e "$tool" ] || PATH=$PATH:/usr/sbin command -v "$tool" >/dev/null && continue
    echo "== $part: skipped, there is no $tool"
    return 1
  done
  echo "== $part"
}

run_all() {
  if needs "start to first request" python3; then
    python3 "$here/start/first_request.py" "$build" | tee -a "$figures"
  fi
  local job part kept
  for job in w1 w2; do
    needs "$job" python3 node npm nginx "$here/../../../shared/bench" || continue
    bash "$here/$job/run.sh" "$build" "$rounds"
    for kept in "${BENCH_WORK:-/dev/shm/bench}"/harness/results/{raw,pairs}.jsonl; do
      [ ! -e "$kept" ] || cat "$kept" >>"$figures"
    done
  done
  for part in bench_record bench_expression; do
    if ! ninja -C "$build" "$part" >/dev/null; then
      echo "== $part: skipped, it is not built (libbenchmark-dev; ninja -C $build $part tells)"
      continue
    fi
    echo "== $part"
    "$(find "$build" -name "$part" -type f -perm -u+x | head -1)" --benchmark_color=false
  done
  if needs instructions valgrind python3 jq; then
    bash "$here/baseline.sh" "$build"
  fi
}

run_all | tee "$build/bench.log"
