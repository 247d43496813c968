#!/usr/bin/env bash
# The real program against the simulator, authorized with OAuth: `sluice auth` with curl as the
# browser, then two processes on one store whose token has died at the shop, then what is on disk.
# oauth.sh BUILD_DIR
set -euo pipefail
build=$(realpath "$1")
work=$(mktemp -d)
trap 'kill "${simulator:-}" "${auth:-}" "${serve:-}" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
export PATH="$build/bin:$PATH" SLUICE_PLUGINS="$build/plugins"
export KEY; KEY=$(openssl rand -hex 32)
fail() { echo "failed: $1"; shift; for file; do echo "--- $file"; cat "$file"; done; exit 1; }

xseries-simulator --port 0 --port-file port --products 600 --customers 100 --life 200 >sim.log 2>&1 &
simulator=$!
until [ -s port ]; do kill -0 "$simulator"; done
shop=http://127.0.0.1:$(cat port)

cat >sluice.yaml <<YAML
host: {state: state, credential_key: "\${KEY}"}
clients:
  shop:
    use: lightspeedhq.client
    base_uri: $shop
    log_requests: full
    oauth:
      client_id: simulator
      client_secret: simulator-secret
      scopes: ["products:read", "customers:read"]
      redirect_uri: http://127.0.0.1:0/callback
      authorize_uri: $shop/connect
pipelines:
  products:
    weight: 3
    subscriber: {use: lightspeedhq.subscriber, client: shop, entity: products}
    publishers: [{use: file.publisher, path: products.ndjson}]
  customers:
    subscriber: {use: lightspeedhq.subscriber, client: shop, entity: customers}
    publishers: [{use: file.publisher, path: customers.ndjson}]
YAML

echo "without an authorization, the run says how to get one"
sluice run >out 2>err sluice.yaml && fail "ran without tokens" out err
grep -q "sluice auth lightspeedhq shop" err || fail "no command named" err

echo "sluice auth lightspeedhq shop"
sluice auth lightspeedhq shop >auth.out 2>auth.err & auth=$!
until grep -q ^http auth.out; do kill -0 "$auth" || fail "auth ended" auth.out auth.err; done
url=$(grep ^http auth.out)
back=$(curl -s -o /dev/null -w '%{redirect_url}' "$url")
[ "$(curl -s -o page -w '%{http_code}' "${back/state=/state=x}")" = 400 ] || fail "a wrong state was taken" page
[ "$(curl -s -o page -w '%{http_code}' "$back")" = 200 ] || fail "the browser's return was refused" page
wait "$auth" || fail "auth" auth.out auth.err
auth=
grep -q "client shop is authorized: scopes products:read customers:read" auth.out || fail "no word of what was granted" auth.out

echo "sluice check --connect"
sluice check --connect sluice.yaml >out 2>err || fail "check --connect" out err
grep -q "pipelines.products.subscriber: has what it needs: products:read" out || fail "needs" out
sed 's/"products:read", //; s/entity: customers/entity: outlets/' sluice.yaml >other.yaml
sluice check --connect other.yaml >out 2>err && fail "a missing scope was not noticed" out err
grep -q "lacks outlets:read" err || fail "the missing scope is not named" err

echo "sluice plan before the first run"
sluice plan sluice.yaml >out 2>err || fail "plan" out err
grep -q "pipeline products: has not run" out || fail "plan does not say what is unknown" out
grep -q "these pipelines compete" out || fail "plan does not say who competes" out

echo "two processes on one store, one refresh"
curl -s -d '{"advance_s":90000}' "$shop/control/clock" >/dev/null
curl -s -X POST "$shop/control/requests/clear" >/dev/null
sluice run sluice.yaml >run.out 2>run.err & run=$!
sluice check --connect sluice.yaml >check.out 2>check.err || fail "check beside a run" check.err
wait "$run" || fail "run" run.out run.err
# 600 of which some are deleted.
[ "$(wc -l <products.ndjson)" = 587 ] || fail "not every product" run.out
refreshes=$(curl -s "$shop/control/requests" | grep -o '"target":"/api/1.0/token"' | wc -l)
[ "$refreshes" = 1 ] || fail "$refreshes refreshes" run.err

echo "sluice plan after it"
sluice plan sluice.yaml >out 2>err || fail "plan" out err
grep -q "as many as the last run sent" out || fail "plan has no counts" out
grep -q "350 requests in 300 s are allowed" out || fail "plan does not know the limit" out

echo "a grant through the dashboard: begin, the browser comes back, complete"
sluice serve sluice.yaml --dashboard=127.0.0.1:0 >serve.out 2>serve.err & serve=$!
until grep -q '/start?token=' serve.err; do kill -0 "$serve" || fail "serve ended" serve.err; done
start=$(grep -o 'http://[^ ]*/start?token=[^ ]*' serve.err)
pages=${start%/start*}
curl -s -o /dev/null -c jar "$start"
api() { curl -s -b jar -H 'X-Sluice: 1' -H 'Content-Type: application/json' "$@"; }
grant=$pages/api/v1/clients/shop/authorization
begin() { api -d '{}' "$grant" | grep -o '"url":"[^"]*"' | cut -d'"' -f4; }
# The parameters that the browser comes back with, as the page sends them.
came_back() { printf '%s' "${1#*\?}" | awk -v RS='&' -F= '{printf "%s\"%s\":\"%s\"", (NR > 1 ? "," : ""), $1, $2}'; }
back=$(curl -s -o /dev/null -w '%{redirect_url}' "$(begin)")
case $back in "$pages/oauth/callback"*) ;; *) fail "the browser does not come back to the dashboard: $back" serve.err ;; esac
[ "$(curl -s -o page -w '%{http_code}' "$back")" = 200 ] || fail "the dashboard has no page for the return" page
query=$(came_back "$back")
curl -s "$start" -o /dev/null -c other # a spent link gives no session
complete() { api -o completed -w '%{http_code}' -X PUT -d "{\"query\":{$1}}" "$grant"; }
[ "$(complete "${query/\"state\":\"/\"state\":\"x}")" = 409 ] || fail "a wrong state was taken" completed
[ "$(curl -s -b other -H 'X-Sluice: 1' -o completed -w '%{http_code}' -X PUT -d "{\"query\":{$query}}" "$grant")" = 401 ] || fail "a grant was completed without a session" completed
[ "$(complete "$query")" = 200 ] || fail "the grant was not completed" completed
grep -q '"granted":"scopes products:read customers:read"' completed || fail "no word of what was granted" completed
[ "$(complete "$query")" = 409 ] || fail "a state was taken twice" completed
api -X POST "$pages/api/v1/clients/shop/check" >checked
grep -q '"ok":true' checked || fail "the client is not connected" checked
api "$pages/api/v1/clients" | grep -q '"client":"shop".*"ok":true' || fail "the last check is not remembered" checked
api "$pages/api/v1/audit" | grep -q '"method":"PUT","route":"/api/v1/clients/{name}/authorization","object":"shop"' || fail "the grant is not in the audit log"
kill "$serve"
wait "$serve" || fail "serve did not end well" serve.err
serve=
for secret in $(printf '%s' "$back" | grep -oE '(code|state)=[^&]*' | cut -d= -f2); do
  for file in serve.out $(find state -type f); do
    grep -qaF -- "$secret" "$file" && fail "$file holds what the browser came back with"
  done
  grep -qF -- "$secret" serve.err && fail "the log holds what the browser came back with" serve.err
done

echo "no secret in any output or file"
for secret in lsxs_at_ lsxs_rt_ simulator-secret "$KEY"; do
  for file in *.out *.err $(find state -type f); do
    grep -qaF -- "$secret" "$file" && fail "$file holds $secret"
  done
done
echo done
