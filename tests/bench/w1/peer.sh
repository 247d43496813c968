#!/usr/bin/env bash
# Sluice as a peer of ../shared/bench: gets SRC, OUT, PAGE_SIZE, AFTER as every peer does, and
# starts without state, as they do. SLUICE_BUILD: the release build.
set -eu
here=$(dirname "$0")
export STATE=$TMPDIR/sluice-state BASE=${SRC%/api/*}
rm -rf "$STATE"
exec "$SLUICE_BUILD/bin/sluice" run "$here/w1.yaml" --quiet --plugins "$SLUICE_BUILD/plugins"
