#!/usr/bin/env bash
# How quick the pages of a state with BENCH_TASKS (1,000,000) parked tasks are, in the API and in a real browser:
# run.sh [BUILD_DIR]. Prints a line of JSON each.
# needs: node npm chromium
set -euo pipefail
here=$(realpath "$(dirname "$0")")
build=$(realpath "${1:-$here/../../../build/release}")
dashboard=$here/../../../host/dashboard
export SLUICE_BIN=$build/bin/sluice
source "$here/../keep.sh"
[ -d "$dashboard/node_modules" ] || (cd "$dashboard" && npm ci --no-audit --no-fund >/dev/null)
node "$dashboard/bench/tasks.mjs" | keep dashboard
