#!/usr/bin/env bash
# W1 over TLS beside curl, in turn: run.sh [BUILD_DIR] [ROUNDS]. One nginx with a certificate of its own
# serves the pages; curl fetches all of them, cursors known beforehand; Sluice does the whole job, whose
# output w1 compares.
# needs: python3 nginx openssl curl jq ../shared/bench
set -euo pipefail
here=$(realpath "$(dirname "$0")")
source "$here/../harness.sh"
export BENCH_TLS_PORT=18443
export BENCH_CERTIFICATE=${BENCH_WORK:-/dev/shm/bench}/tls.pem
# For curl and for Python, which asks whether the server is up; Sluice gets it by its setting ca_file.
export CURL_CA_BUNDLE=$BENCH_CERTIFICATE SSL_CERT_FILE=$BENCH_CERTIFICATE
harness "$here/../w1/peer.sh" w1 ${1:+"$1"}
rounds=${2:-5}
for ((round = 0; round < rounds; round++)); do
  bench run ref-curl get -n 1 | tail -1
  figures w1s "{kind: \"run\", round: $round} + ."
  bench run sluice w1 -n 1 | tail -1
  figures w1s "{kind: \"run\", round: $round} + ."
done
