#!/usr/bin/env bash
# W2batch and W2each beside their peers in one run: run.sh [BUILD_DIR] [ROUNDS]. Prints the ratios round
# by round (bench.py pair).
# needs: python3 node npm nginx jq ../shared/bench
set -euo pipefail
here=$(realpath "$(dirname "$0")")
source "$here/../harness.sh"
harness "$here/peer.sh" "w2each w2batch" ${1:+"$1"}
for work in w2batch w2each; do
  bench pair sluice,ref-splice,ref-dom,node-undici "$work" -n "${2:-5}"
  figures w2 '{kind: "pair", cores: 2} + .'
done
