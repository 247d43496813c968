#!/usr/bin/env bash
# Certificates that must be refused (expired, of another name, of an unknown authority): each is named, is not
# tried again, and parks nothing; with the right one the same records are delivered.
# tls.sh BUILD_DIR
set -euo pipefail
build=$(realpath "$1") here=$(realpath "$(dirname "$0")")
work=$(mktemp -d)
trap 'kill -9 "${server:-}" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
export SLUICE_PLUGINS="$build/plugins"
for n in 1 2 3; do echo "{\"n\":$n}"; done >in.ndjson

authority() { # authority NAME
  openssl req -x509 -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.pem" -days 30 -subj "/CN=$1" 2>openssl.log
  mkdir "$1.d"
  : >"$1.d/index.txt"
  echo 01 >"$1.d/serial"
  cat >"$1.cnf" <<END
[ca]
default_ca = it
[it]
database = $1.d/index.txt
serial = $1.d/serial
new_certs_dir = $1.d
certificate = $1.pem
private_key = $1.key
default_md = sha256
policy = any
unique_subject = no
copy_extensions = copy
[any]
commonName = supplied
END
}
certificate() { # certificate FILE AUTHORITY NAME FROM TO
  openssl req -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.csr" -subj "/CN=$3" -addext "subjectAltName=DNS:$3" 2>openssl.log
  openssl ca -batch -config "$2.cnf" -startdate "$4" -enddate "$5" -in "$1.csr" -out "$1.pem" -notext >>openssl.log 2>&1
}
authority known
authority stranger
now=20200101000000Z later=20491231000000Z
certificate right known localhost $now $later
certificate expired known localhost $now 20210101000000Z
certificate name known other.example $now $later
certificate unknown stranger localhost $now $later

serve_with() { # serve_with CERTIFICATE
  rm -f port
  python3 "$here/tls_server.py" port "$1.pem" "$1.key" &
  server=$!
  until [ -s port ]; do kill -0 "$server"; done
  cat >c.yaml <<YAML
host: {state: state}
clients:
  target: {use: http.client, base_uri: "https://localhost:$(cat port)", ca_file: known.pem, proxy: ""}
pipelines:
  p:
    retry: {attempts: 3, initial_ms: 1, max_ms: 2}
    subscriber: {use: file.subscriber, path: in.ndjson}
    publisher: {use: http.publisher, client: target, path: /x}
YAML
}
stop() { kill "$server"; wait "$server" 2>/dev/null || true; }

refused() { # refused CERTIFICATE WORDS
  serve_with "$1"
  local code=0
  "$build/bin/sluice" run c.yaml >run.out 2>&1 || code=$?
  stop
  [ "$code" -eq 1 ] || { cat run.out; echo "$1: exit code $code"; exit 1; }
  grep -qi "$2" run.out || { cat run.out; echo "$1: the message does not say \"$2\""; exit 1; }
  grep -q "delivered 0," run.out || { cat run.out; echo "$1: something was delivered"; exit 1; }
  "$build/bin/sluice" tasks list c.yaml --json | grep -q '"id"' && { echo "$1: a record was parked"; exit 1; }
  echo "$1: refused"
}
refused expired "expired"
refused name "localhost"
refused unknown "issuer\|authority\|self.signed"

serve_with right
"$build/bin/sluice" run c.yaml >run.out 2>&1 || { cat run.out; exit 1; }
grep -q "delivered 3," run.out || { cat run.out; exit 1; }
stop
echo "right: delivered"
