#!/usr/bin/env bash
# Sluice as a peer of ../shared/bench for W2: gets SRC, SINK, PAGE_SIZE, AFTER, WORK, CONC and BATCH as
# every peer does, and starts without state, as they do. SLUICE_BUILD: the release build.
set -eu
here=$(dirname "$0")
export STATE=$TMPDIR/sluice-state BASE=${SRC%/api/*}
rm -rf "$STATE"
config=$TMPDIR/sluice-w2.yaml
sed "s/in_flight: 8/in_flight: $CONC/" "$here/w2.yaml" >"$config"
if [ "$WORK" = w2batch ]; then
  printf '        format: array\n        batch: {records: %s}\n' "$BATCH" >>"$config"
fi
exec "$SLUICE_BUILD/bin/sluice" run "$config" --quiet --plugins "$SLUICE_BUILD/plugins"
