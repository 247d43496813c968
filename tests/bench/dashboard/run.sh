#!/usr/bin/env bash
# How quick the pages of a state with BENCH_TASKS (1,000,000) parked tasks are, in the API and in a real browser, and what W1
# costs with the dashboard open, the server and the browser: run.sh [BUILD_DIR] [ROUNDS]. Prints a line of JSON each.
# needs: node npm chromium python3 jq ninja
set -euo pipefail
here=$(realpath "$(dirname "$0")")
build=$(realpath "${1:-$here/../../../build/release}")
dashboard=$here/../../../host/dashboard
export SLUICE_BIN=$build/bin/sluice BENCH_ROUNDS=${2:-5}
source "$here/../keep.sh"
source "$here/../made.sh"
made "$build" page_source
[ -d "$dashboard/node_modules" ] || (cd "$dashboard" && npm ci --no-audit --no-fund >/dev/null)
node "$dashboard/bench/tasks.mjs" | keep dashboard
node "$dashboard/bench/w1.mjs" | keep dashboard
node "$dashboard/bench/browser.mjs" | keep dashboard
