#!/usr/bin/env bash
# Checks and tests the config of a sample, runs it in a copy, and compares what is in expected/ with what the
# run wrote. With a folder second/, whose files replace the input, a second run follows. A script of the
# sample's name beside this one looks at what else there is to see. Shops are simulated; other systems that
# records go to (TARGET_URI) are sink.py. mapping.sh FOLDER BUILD_DIR
set -euo pipefail
here=$(realpath "$(dirname "$0")")
. "$here/sample_copy.sh"
most_lines=40

# What the shop was asked for since the last call: a method and a target in each line.
shop_requests() {
  curl -sf "$LIGHTSPEED_BASE_URI/control/requests" | jq -r '.requests[] | "\(.method) \(.target)"'
  curl -sf -X POST "$LIGHTSPEED_BASE_URI/control/requests/clear" >"$work/cleared"
}

# shop_call METHOD PATH [BODY]: what somebody else changes in the shop
shop_call() {
  curl -s --fail-with-body -X "$1" -H "Authorization: Bearer $LIGHTSPEED_TOKEN" -H 'Content-Type: application/json' ${3:+-d "$3"} \
    "$LIGHTSPEED_BASE_URI/api/2026-07/$2" >"$work/answer" || { cat "$work/answer"; fail "the shop refuses $1 $2"; }
}

# Pages of 20 rows at most: what is gathered or kept over pages shows.
small_pages() { curl -sf -X POST -d '{"max_page_size":20}' "$LIGHTSPEED_BASE_URI/control/settings" >"$work/answer"; }

# sent FILTER [OPTION]: a jq filter over the list of requests that the sink got since the last call
sent() {
  touch "$work/sent"
  jq -cs "${@:2}" "$1" "$work/sent"
  rm "$work/sent"
}

# run [PIPELINE]: all records are delivered, or it says which are not
run() {
  sluice run "$config" "$@" --quiet || { sluice tasks list "$config"; fail "the run ended with an error or with tasks"; }
}

# run_and_compare EXPECTED_FOLDER
run_and_compare() {
  run
  for file in "$1"/*; do
    diff -u "$file" "$(basename "$file")" || fail "$file is not what the run wrote"
  done
}

[ "$(wc -l <"$config")" -lt "$most_lines" ] || fail "$config has $most_lines lines or more"
start_systems
sluice check "$config" >"$work/check.log" 2>&1 || { cat "$work/check.log"; fail "sluice check"; }
! grep -q 'warning: ' "$work/check.log" || { cat "$work/check.log"; fail "sluice check has warnings"; }
sluice test "$config" || fail "sluice test"
[ ! -d expected ] || run_and_compare expected
if [ -d second ]; then
  find second -maxdepth 1 -type f -exec cp {} . \;
  run_and_compare second/expected
fi
[ ! -e "$here/$sample.sh" ] || . "$here/$sample.sh"
