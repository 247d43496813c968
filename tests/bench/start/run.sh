#!/usr/bin/env bash
# run.sh BUILD_DIR: see first_request.py.
# needs: python3 jq
set -euo pipefail
here=$(realpath "$(dirname "$0")")
source "$here/../keep.sh"
python3 "$here/first_request.py" "$1" ${BENCH_SMOKE:+2} | keep start
