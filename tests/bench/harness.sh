# shellcheck shell=bash
# For w1/run.sh and w2/run.sh: a copy of ../shared/bench with Sluice as one peer more, data made,
# servers up. Needs node, nginx, python3. Leaves the shell in the copy; `bench` there is bench.py.
# harness PEER_SCRIPT WORKS [BUILD_DIR]; BENCH_BUSY=1 does not wait for a quiet machine; BENCH_TLS_PORT and
# BENCH_CERTIFICATE (a file to be made): the source is reached by https.
source "$(dirname "${BASH_SOURCE[0]}")/keep.sh"

harness() {
  local root
  root=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../..")
  export SLUICE_PEER=$1 SLUICE_WORKS=$2
  SLUICE_BUILD=$(realpath "${3:-$root/build/release}")
  BENCH_WORK=${BENCH_WORK:-/dev/shm/bench}
  BENCH_TOOLS=${BENCH_TOOLS:-$BENCH_WORK/tools}
  export SLUICE_BUILD BENCH_WORK BENCH_TOOLS
  local copy=$BENCH_WORK/harness
  mkdir -p "$BENCH_WORK" "$BENCH_TOOLS"
  rm -rf "$copy" && cp -r "$root/../shared/bench" "$copy" && chmod -R u+w "$copy"
  rm -f "$copy"/results/*.jsonl  # only what this run measures
  # bench.py knows its peers by a table; ours is one row more.
  cat >"$copy/with_sluice.py" <<'PY'
import os, bench
if os.environ.get("BENCH_BUSY"):  # take rounds as they come: CPU and ratios are still worth something
    bench.quiet, bench.noisy = (lambda *a, **k: None), (lambda *a, **k: False)
if os.environ.get("BENCH_TLS_PORT"):
    bench.SRC = "https://localhost:%s/api/2.0/products" % os.environ["BENCH_TLS_PORT"]
bench.PEERS["sluice"] = (["bash", os.environ["SLUICE_PEER"]], {}, os.environ["SLUICE_WORKS"])
bench.main()
PY
  [ -z "${BENCH_TLS_PORT:-}" ] || serve_https "$copy"
  cd "$copy" || exit
  [ -e "$BENCH_WORK/data/manifest.json" ] || bench gen  # written last: without it the data is not whole
  [ -x "$BENCH_WORK/bin/ref_host" ] || bench build
  [ -d "$BENCH_TOOLS/node_modules/undici" ] ||
    (cd "$BENCH_TOOLS" && npm init -y && npm i undici@6) >/dev/null
  trap 'bench down' EXIT
  bench up
}

# The same server by https, too.
serve_https() {
  [ -e "$BENCH_CERTIFICATE" ] || openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 \
    -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout "$BENCH_CERTIFICATE.key" -out "$BENCH_CERTIFICATE" \
    2>/dev/null
  sed -i "s|^ *listen 127.0.0.1:{{SRC_PORT}}.*|&\n    listen 127.0.0.1:$BENCH_TLS_PORT ssl;\n    ssl_certificate $BENCH_CERTIFICATE;\n    ssl_certificate_key $BENCH_CERTIFICATE.key;|" \
    "$1/servers/nginx.conf.tmpl"
}

bench() { python3 with_sluice.py "$@"; }

# figures PART FILTER: what bench.py measured since the last call is kept; see keep.sh.
figures() {
  local file
  for file in results/raw.jsonl results/pairs.jsonl; do
    [ ! -e "$file" ] || keep "$1" "$2" <"$file" >/dev/null
    rm -f "$file"
  done
}
