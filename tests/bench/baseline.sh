#!/usr/bin/env bash
# Instructions a record of W1 against tests/bench/baseline.json: baseline.sh [BUILD_DIR] prints the change
# of each stage; with --write the figures become the baseline. Needs no quiet machine: callgrind counts.
set -euo pipefail
here=$(realpath "$(dirname "$0")")
now=$(bash "$here/callgrind.sh" ${1:+"$1"})
if [ "${2:-}" = --write ]; then
  jq . <<<"$now" >"$here/baseline.json"
fi
jq -rn --argjson now "$now" --slurpfile before "$here/baseline.json" '
  "instructions a record: stage, baseline, now, change",
  (["parse", "filter", "map", "write", "other", "all"][] |
    . as $stage | ($before[0][$stage]) as $a | ($now[$stage]) as $b |
    "  \($stage)  \($a)  \($b)  \((($b - $a) * 1000 / $a | round) / 10) %")'
