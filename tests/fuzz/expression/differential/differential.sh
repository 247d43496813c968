#!/usr/bin/env bash
# Evaluates random expressions with our language and with @jmespath-community/jmespath and prints what
# differs; exit code 1 if a difference is not decided (decided.mjs). Run by hand: it needs node, and
# npm to fetch the package once.
# differential.sh BUILD_DIR [COUNT] [SEED]
set -euo pipefail
here=$(realpath "$(dirname "$0")") build=$(realpath "$1")
command -v node >/dev/null || { echo "node is not installed (Debian: nodejs, npm)" >&2; exit 2; }
packages=$build/differential
if [ ! -d "$packages/node_modules/@jmespath-community/jmespath" ]; then
  mkdir -p "$packages"
  npm install --prefix "$packages" --no-audit --no-fund --silent @jmespath-community/jmespath@1.3.0
fi
cmake --build "$build" --target evaluate_lines >/dev/null
cd "$packages"
node "$here/compare.mjs" "$build/tests/evaluate_lines" "${2:-20000}" "${3:-1}"
