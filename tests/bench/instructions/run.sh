#!/usr/bin/env bash
# run.sh BUILD_DIR: see ../baseline.sh.
# needs: valgrind python3 jq
set -euo pipefail
exec bash "$(dirname "$0")/../baseline.sh" "$1"
