#!/usr/bin/env bash
# Instructions a record of W1 against tests/bench/baseline.json: baseline.sh [BUILD_DIR] prints the change
# of each stage, and last one sentence; with --write the figures become the baseline. Needs no quiet
# machine: callgrind counts.
set -euo pipefail
here=$(realpath "$(dirname "$0")")
source "$here/keep.sh"
now=$(bash "$here/callgrind.sh" ${1:+"$1"})
if [ "${2:-}" = --write ]; then
  jq . <<<"$now" >"$here/baseline.json"
fi
keep instructions <<<"$now" >/dev/null
python3 "$here/compare.py" "$here/baseline.json" <<<"$now"
