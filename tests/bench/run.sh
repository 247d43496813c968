#!/usr/bin/env bash
# All that is measured, or the named parts: run.sh [BUILD_DIR] [ROUNDS] [PART...]; what the other parts
# measured of the same commit stays in the table. A part is a folder here with a run.sh of its own:
#   start         from the program's start to its first request
#   w1, w2        the job beside its peers, in rounds
#   w3            the heaviest mapping, file to file, beside programs by hand in Node, Python and jq
#   w1s           the first of them over TLS, beside curl
#   scale         10^3 to 10^7 records: the cost of one, peak memory
#   steps         what one more filter, rename or calculation costs
#   unattended    idle and empty runs of a server, parked tasks, a backlog, W1 while it is watched
#   dashboard     pages of a million tasks in a browser, W1 with the dashboard open
#   micro         the parts by the clock: parse, expand, write, expressions, calls, commits
#   instructions  callgrind's counts against baseline.json
# Ends with one table (BUILD_DIR/bench.md): each goal, what was measured, whether it holds; what lacks its
# tools is "not measured", and why. The figures: BUILD_DIR/bench.json, one document with machine, compiler
# and commit; raw, one JSON object a line as the parts wrote them: BUILD_DIR/bench.jsonl.
# Takes some minutes and wants a quiet machine (BENCH_BUSY=1: does not wait for one). BENCH_OUT: another
# folder for the results. BENCH_SMOKE=1: whether it works, with sizes that say nothing of speed.
# Exit code 1 if a part failed.
set -uo pipefail
here=$(realpath "$(dirname "$0")")
build=$(realpath "${1:-$here/../../build/release}")
rounds=${2:-5}
parts=("${@:3}")
[ ${#parts[@]} -gt 0 ] || parts=(start w1 w1s w2 w3 scale steps unattended dashboard micro instructions)
out=${BENCH_OUT:-$build}
export BENCH_FIGURES=$out/bench.jsonl
BENCH_COMMIT=$(git -C "$here" describe --always --dirty --abbrev=12 2>/dev/null || echo unknown)
export BENCH_COMMIT

# What PART's "# needs:" line names and this machine lacks: programs, or files from the repository.
missing() {
  local tool
  for tool in $(sed -n 's/^# needs: //p' "$here/$1/run.sh"); do
    case $tool in
      */*) [ -e "$here/../../$tool" ] || echo "$tool" ;;
      *) PATH=$PATH:/usr/sbin command -v "$tool" >/dev/null || echo "$tool" ;;
    esac
  done
}

# Drops the figures that are measured now, and those of another commit.
keep_others() {
  local figures
  [ -e "$BENCH_FIGURES" ] || return 0
  figures=$(jq -c --arg commit "$BENCH_COMMIT" \
    'select(.commit == $commit and (.part | IN($ARGS.positional[]) | not))' --args "${parts[@]}" <"$BENCH_FIGURES")
  echo "$figures" >"$BENCH_FIGURES"
}

# not_measured PART REASON
not_measured() {
  echo "not measured: $2"
  printf '{"part":"%s","commit":"%s","not_measured":"%s"}\n' "$1" "$BENCH_COMMIT" "$2" >>"$BENCH_FIGURES"
}

measure() {
  local lacks
  echo "== $1 ($(date +%T))"
  lacks=$(missing "$1" | paste -sd, | sed 's/,/, /g')
  if [ -n "$lacks" ]; then
    not_measured "$1" "there is no $lacks"
  elif ! bash "$here/$1/run.sh" "$build" "$rounds" 2>&1; then
    not_measured "$1" "the part failed; bench.log has its words"
    return 1
  fi
}

measure_all() {
  local part failed=0
  for part in "${parts[@]}"; do
    measure "$part" || failed=1
  done
  return "$failed"
}

for part in "${parts[@]}"; do
  [ -e "$here/$part/run.sh" ] && continue
  echo "run.sh: there is no part $part" >&2
  exit 2
done
command -v jq >/dev/null || { echo "run.sh: there is no jq" >&2; exit 1; }
keep_others
measure_all | tee "$out/bench.log"
failed=${PIPESTATUS[0]}
echo "== table"
python3 "$here/table.py" "$BENCH_FIGURES" "$build" "$out/bench.json" | tee "$out/bench.md"
[ "${PIPESTATUS[0]}" -eq 0 ] && [ "$failed" -eq 0 ]
