#!/usr/bin/env bash
# docs/configuration.md is made from the schemas: `reference.sh BUILD_DIR` tells what differs,
# `reference.sh BUILD_DIR --write` makes the page's tables anew. What stands above the first
# table is written by hand.
set -euo pipefail
build=$(realpath "$1")
page=$(realpath "$(dirname "$0")/../../docs/configuration.md")
made=$(mktemp)
trap 'rm -f "$made"' EXIT
sed '/^## host$/,$d' "$page" >"$made"
SLUICE_PLUGINS="$build/plugins" "$build/bin/sluice" schema --markdown >>"$made"
if [ "${2:-}" = --write ]; then
  cp "$made" "$page"
elif ! diff -u "$page" "$made"; then
  echo "docs/configuration.md is behind the schemas: run tests/docs/reference.sh $1 --write"
  exit 1
fi
