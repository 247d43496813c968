#!/usr/bin/env bash
# The quickstart's script is the test: each of its claims is checked. Then README's commands run as
# written against the shop that it kept, and the shop stops as the quickstart says.
# kept.sh BUILD_DIR WORK_DIR
set -euo pipefail
build=$(realpath "$1")
cd "$(dirname "$0")/../../.."

bash samples/main-job.sh "$build" "$2" --keep
pid=$(cat "$2/simulator.pid")
trap 'kill "$pid" 2>/dev/null || true' EXIT
bash tests/docs/run_page.sh README.md "$build" "$2/env"
kill "$(cat "$2/simulator.pid")"
for _ in {1..100}; do
  kill -0 "$pid" 2>/dev/null || exit 0
  sleep 0.1
done
echo "the kept simulator did not stop" >&2
exit 1
