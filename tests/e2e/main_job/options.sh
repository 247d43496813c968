#!/usr/bin/env bash
# What the quickstart says to options, before it installs or builds anything.
set -euo pipefail
quickstart=$(dirname "$0")/../../../samples/quickstart.sh
fail() { echo "FAILED: $1" >&2; exit 1; }

bash "$quickstart" --help | grep -q -- '--keep   leaves the simulated shop running' || fail "--help"
code=0
said=$(bash "$quickstart" --keap 2>&1) || code=$?
[ "$code" -eq 2 ] || fail "an unknown option gave exit code $code"
grep -q 'unknown option --keap' <<<"$said" || fail "it does not name the unknown option: $said"
