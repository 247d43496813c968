#!/usr/bin/env bash
# The functions in docs/expressions.md are made from the table in the program: `functions.sh BUILD_DIR`
# tells what differs, `functions.sh BUILD_DIR --write` makes that part anew. What stands above it is
# written by hand.
set -euo pipefail
build=$(realpath "$1")
page=$(realpath "$(dirname "$0")/../../docs/expressions.md")
made=$(mktemp)
trap 'rm -f "$made"' EXIT
sed '/^### Functions: /,$d' "$page" >"$made"
"$build/tests/functions_page" | sed '$d' >>"$made"
if [ "${2:-}" = --write ]; then
  cp "$made" "$page"
elif ! diff -u "$page" "$made"; then
  echo "docs/expressions.md is behind the functions: run tests/docs/functions.sh $1 --write"
  exit 1
fi
