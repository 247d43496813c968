#!/usr/bin/env bash
# run.sh BUILD_DIR: see ../steps.sh.
# needs: tests/bench/steps.sh python3 jq curl ninja valgrind
set -euo pipefail
here=$(realpath "$(dirname "$0")")
source "$here/../keep.sh"
source "$here/../made.sh"
made "$1" bench_steps
bash "$here/../steps.sh" "$1" | keep steps
