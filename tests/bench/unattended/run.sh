#!/usr/bin/env bash
# run.sh BUILD_DIR: see run.py.
# needs: python3 jq curl ninja
set -euo pipefail
here=$(realpath "$(dirname "$0")")
source "$here/../keep.sh"
source "$here/../made.sh"
made "$1" page_source
python3 "$here/run.py" "$1" ${BENCH_SMOKE:+--small} | keep unattended
