#!/usr/bin/env bash
# A sample of mappings or integrations, each pipeline proved by itself, as one may read what another one writes: against a
# simulated shop and a system that takes everything. sample_folder.sh FOLDER BUILD_DIR KILLS
set -euo pipefail
here=$(realpath "$(dirname "$0")/../mappings") kills=$3
. "$here/sample_copy.sh"
export TMPDIR=$work
start_systems
before=true
[ -z "${LIGHTSPEED_BASE_URI:-}" ] || before="curl -sSf -X POST $LIGHTSPEED_BASE_URI/control/reset >/dev/null"
pipelines=$(awk '/^[^ #]/ { here = /^pipelines:/ } here && /^  [a-z]/ { sub(":.*", ""); print $1 }' "$config")
[ -n "$pipelines" ] || fail "no pipeline is found"
for pipeline in $pipelines; do
  sluice prove "$config" "$pipeline" --live --kills "$kills" --before "$before" || fail "it does not hold"
done
