#!/usr/bin/env bash
# W3 beside its peers in one run: run.sh [BUILD_DIR] [ROUNDS]; see w3.py.
# needs: python3 node jq tests/bench/w3/w3.yaml
set -euo pipefail
here=$(realpath "$(dirname "$0")")
source "$here/../keep.sh"
python3 "$here/w3.py" "${1:-$here/../../../build/release}" "${2:-5}" | keep w3
