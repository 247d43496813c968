#!/usr/bin/env bash
# W1 beside its peers in one run: run.sh [BUILD_DIR] [ROUNDS]. Prints output hashes, the ratios round by
# round (bench.py pair), the same on one core, what a run without records takes, and JSON lines.
# needs: python3 node npm nginx jq ../shared/bench
set -euo pipefail
here=$(realpath "$(dirname "$0")")
source "$here/../harness.sh"
harness "$here/peer.sh" w1 ${1:+"$1"}
rounds=${2:-5}
bench run sluice,ref-dom w1 -n 1 --check | sed -nE 's/.*"peer": "([^"]+)".*"hash": "([^"]+)".*/hash \1 \2/p'
figures w1 '{kind: "hash", peer, hash}'
bench pair sluice,node-undici,ref-dom,ref-splice w1 -n "$rounds"
figures w1 '{kind: "pair", cores: 2} + .'
echo "one core:"
taskset -c 0 python3 with_sluice.py pair sluice,ref-splice w1 -n "$rounds"
figures w1 '{kind: "pair", cores: 1} + .'
bench run ref-curl get -n 3 | tail -1
bench run sluice w1 -n 3 | tail -1
bench run sluice startup -n 5 | tail -1
figures w1 '{kind: "run"} + .'
