#!/usr/bin/env bash
# W3 beside its peers in one run, and what each of its steps costs: run.sh [BUILD_DIR] [ROUNDS]; see w3.py, steps.py.
# needs: python3 node jq tests/bench/w3/w3.yaml
set -euo pipefail
here=$(realpath "$(dirname "$0")")
source "$here/../keep.sh"
build=${1:-$here/../../../build/release}
python3 "$here/w3.py" "$build" "${2:-5}" | keep w3
python3 "$here/steps.py" "$build" "${2:-5}" | keep w3
