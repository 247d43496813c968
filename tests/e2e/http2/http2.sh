#!/usr/bin/env bash
# The real program publishes to nginx over HTTP/2 with TLS: several requests at once over one
# connection, a server that ends connections with GOAWAY, one that answers before it has the body, one that
# dies; and HTTP/1.1 if the configuration says so. What nginx and its upstream saw is what counts.
# http2.sh BUILD_DIR
set -euo pipefail
build=$(realpath "$1")
here=$(realpath "$(dirname "$0")")
nginx=$(command -v nginx || { [ ! -x /usr/sbin/nginx ] || echo /usr/sbin/nginx; })
if [ -z "$nginx" ] || ! "$nginx" -V 2>&1 | grep -q http_v2_module; then
  echo "skipped: there is no nginx with HTTP/2 here (packages.sh test installs it)"
  exit 77
fi
work=$(mktemp -d)
trap 'kill -9 "${server:-}" "${upstream:-}" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
export PATH="$build/bin:$PATH" SLUICE_PLUGINS="$build/plugins"
fail() { echo "failed: $1"; shift; for file; do echo "--- $file"; tail -20 "$file"; done; exit 1; }
expect() { [ "$2" = "$3" ] || fail "$1: $2, not $3" run.out nginx.err; }

openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=localhost \
  -addext subjectAltName=DNS:localhost 2>openssl.err || fail "certificate" openssl.err
python3 "$here/upstream.py" up.sock upstream.log 8 2>upstream.err &
upstream=$!
until [ -S up.sock ]; do kill -0 $upstream; done

# serve KEEPALIVE_REQUESTS [STREAMS]: a server of its own for each part
serve() {
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  : >upstream.log; rm -f access.log nginx.pid
  cat >nginx.conf <<CONF
daemon off; master_process off; pid $work/nginx.pid; error_log $work/nginx.err warn;
events { worker_connections 256; }
http {
  log_format seen '\$connection \$server_protocol \$status \$request_uri';
  access_log $work/access.log seen;
  client_body_temp_path $work/t1; proxy_temp_path $work/t2; fastcgi_temp_path $work/t3;
  uwsgi_temp_path $work/t4; scgi_temp_path $work/t5;
  keepalive_requests $1;
  http2_max_concurrent_streams ${2:-128};
  server {
    listen 127.0.0.1:$port ssl http2;
    ssl_certificate cert.pem; ssl_certificate_key key.pem;
    location / { proxy_pass http://unix:$work/up.sock; proxy_next_upstream off; proxy_read_timeout 40s; }
    location /early/ { return 201; }
  }
}
CONF
  "$nginx" -p "$work" -c "$work/nginx.conf" 2>>nginx.err &
  server=$!
  until [ -s nginx.pid ]; do kill -0 $server || fail "nginx" nginx.err; done
}
stop() { kill -QUIT $server; wait $server || true; }

# publish NAME PATH RECORDS [CLIENT SETTINGS [METHOD]]: one record a request, eight under way
publish() {
  seq "$3" | sed 's/.*/{"n":&}/' >in.ndjson
  cat >"$1.yaml" <<YAML
host: {state: state-$1}
clients:
  target: {use: http.client, base_uri: "https://localhost:$port", ca_file: cert.pem, proxy: ''${4:-}}
pipelines:
  $1:
    retry: {attempts: 2, initial_ms: 1, max_ms: 2}
    subscriber: {use: file.subscriber, path: in.ndjson}
    publishers: [{use: http.publisher, client: target, path: "$2/{n}", in_flight: 8, method: ${5:-POST}}]
YAML
  sluice run "$1.yaml" >run.out 2>&1
}
connections() { cut -d' ' -f1 access.log | sort -u | wc -l; }
protocols() { cut -d' ' -f2 access.log | sort -u; }
seen() { sort "$1" | uniq -c | awk '$1 != 1 {bad = 1} END {print bad ? "some twice" : NR}'; }

echo "eight requests at once, over one connection"
serve 100000
publish one /together 64 || fail "run" run.out
stop
expect "protocol" "$(protocols)" HTTP/2.0
expect "connections" "$(connections)" 1
expect "requests" "$(seen upstream.log)" 64

echo "http2: false: HTTP/1.1, eight connections"
serve 100000
publish old /together 64 ', http2: false' || fail "run" run.out
stop
expect "protocol" "$(protocols)" HTTP/1.1
expect "connections" "$(connections)" 8
expect "requests" "$(seen upstream.log)" 64

# PUT, as some are refused one by one before the connection's first frames have told the limit.
echo "the server takes two requests at once over a connection: more connections, each once"
serve 100000 2
publish few /in 400 '' PUT || fail "run" run.out
stop
expect "protocol" "$(protocols)" HTTP/2.0
expect "requests" "$(seen upstream.log)" 400

echo "the server ends a connection after 20 requests: what it did not take on is sent again, once"
serve 20
publish goaway /in 400 || fail "run" run.out
stop
expect "protocol" "$(protocols)" HTTP/2.0
expect "requests" "$(seen upstream.log)" 400
[ "$(connections)" -ge 20 ] || fail "connections: $(connections)"

echo "the server answers before it has the body"
serve 100000
publish early /early 400 || fail "run" run.out
stop
expect "requests" "$(cut -d' ' -f4 access.log | sort -u | wc -l)" 400
expect "answers" "$(wc -l <access.log)" 400

echo "the server dies in the middle: nothing is sent twice in a run, and the run stops"
serve 100000
code=0
publish dead /last 8 ', retry: {attempts: 1}' || code=$?
wait $server 2>/dev/null || true
server=
expect "exit code" $code 1
expect "requests" "$(seen upstream.log)" 8
sluice tasks list dead.yaml >tasks
expect "parked" "$(grep -c '^[0-9]' tasks || true)" 0
grep -q "the target is down" run.out run.err 2>/dev/null || fail "no word of the target" run.out

echo "HTTP/2 works"
