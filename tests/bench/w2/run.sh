#!/usr/bin/env bash
# W2each and W2batch beside their peers in one run: run.sh [BUILD_DIR] [ROUNDS]. Needs ../shared/bench, node with undici
# in $BENCH_TOOLS, nginx, python3. Prints the ratios round by round (bench.py pair).
set -euo pipefail
here=$(realpath "$(dirname "$0")")
export SLUICE_BUILD=$(realpath "${1:-$here/../../../build/release}") SLUICE_PEER=$here/peer.sh
rounds=${2:-5}
bench=$(realpath "$here/../../../../shared/bench")
export BENCH_WORK=${BENCH_WORK:-/dev/shm/bench} BENCH_TOOLS=${BENCH_TOOLS:-${BENCH_WORK:-/dev/shm/bench}/tools}
copy=$BENCH_WORK/harness
mkdir -p "$BENCH_WORK"
rm -rf "$copy" && cp -r "$bench" "$copy" && chmod -R u+w "$copy"

# bench.py knows its peers by a table; ours is one row more.
cat >"$copy/with_sluice.py" <<'PY'
import os, bench
bench.PEERS["sluice"] = (["bash", os.environ["SLUICE_PEER"]], {}, "w2each w2batch")
bench.main()
PY
cd "$copy"
[ -d "$BENCH_WORK/data" ] || python3 bench.py gen
[ -x "$BENCH_WORK/bin/ref_host" ] || python3 bench.py build
if [ ! -d "$BENCH_TOOLS/node_modules/undici" ]; then
  mkdir -p "$BENCH_TOOLS" && (cd "$BENCH_TOOLS" && npm init -y && npm i undici@6) >/dev/null
fi
trap 'python3 bench.py down' EXIT
python3 bench.py up
for work in w2batch w2each; do
  python3 with_sluice.py pair sluice,ref-splice,ref-dom,node-undici "$work" -n "$rounds"
done
