#!/usr/bin/env bash
# Runs a page of documentation: blocks with a file name behind the language (```yaml shop.yaml)
# are written to a scratch folder, ```sh blocks are run there in order, in one shell that stops at
# the first failure. A ```sh block followed by a ```text block must print each of its lines.
# (```bash is for the two commands of the README that CI itself is made of.)
# run_page.sh PAGE.md BUILD_DIR [ENV] (ENV: what the quickstart wrote for the shop that it kept; without it
# a simulator is started)
set -euo pipefail
page=$(realpath "$1") build=$(realpath "$2")
project=$(realpath "$(dirname "$0")/../..")
work=$(mktemp -d)
trap 'kill "${simulator:-}" 2>/dev/null || true; rm -rf "$work"' EXIT

awk -v work="$work" '
  /^```/ && !inside { inside = 1; lang = substr($1, 4); file = $2; if (lang == "sh") n++
    out = ""
    if (lang == "sh") out = work "/.step." sprintf("%02d", n)
    else if (lang == "text" && n) out = work "/.want." sprintf("%02d", n)
    else if (file != "") { out = work "/" file; dir = out; sub(/\/[^\/]*$/, "", dir); system("mkdir -p " dir) }
    if (out != "") printf "" > out
    next }
  /^```/ { inside = 0; if (out != "") close(out); next }
  inside && out != "" { print > out }' "$page"

export PATH="$build/bin:$PATH" SLUICE_SOURCE="$project" SLUICE_BUILD="$build"
cp -r "$project/samples" "$work/samples"
if [ $# -ge 3 ]; then
  . "$3"
else
  export LIGHTSPEED_TOKEN=lsxs_pt_docs SLUICE_PLUGINS="$build/plugins"
  "$build/bin/xseries-simulator" --port 0 --port-file "$work/.port" --token "$LIGHTSPEED_TOKEN" --products 600 --customers 200 --registers 4 --life 300 >"$work/.simulator.log" 2>&1 &
  simulator=$!
  until [ -s "$work/.port" ]; do kill -0 "$simulator"; done
  LIGHTSPEED_BASE_URI="http://127.0.0.1:$(cat "$work/.port")"
  export LIGHTSPEED_BASE_URI
fi

cd "$work"
set -- .step.*
[ -e "$1" ] || { echo "$page has no commands"; exit 0; }
for step; do
  echo "--- $(basename "$page") ${step#.step.}:"; cat "$step"
  bash -euo pipefail "$step" >.output 2>&1 || { cat .output; echo "failed: $(basename "$page") block ${step#.step.}"; exit 1; }
  cat .output
  want=.want.${step#.step.}
  [ -e "$want" ] || continue
  while IFS= read -r line; do
    grep -qF -- "$line" .output || { echo "the page promises this line: $line"; exit 1; }
  done <"$want"
done
