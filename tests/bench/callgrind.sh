#!/usr/bin/env bash
# Instructions a record for the stages of W1, or of another configuration over the same pages:
# callgrind.sh [BUILD_DIR] [CONFIG]. Prints JSON. The figures are of user code only and do not
# depend on what else the machine does; two runs differ by less than 1 %. Needs valgrind and
# python3; the data is made here, so that they mean the same everywhere.
set -euo pipefail
here=$(realpath "$(dirname "$0")")
build=$(realpath "${1:-$here/../../build/release}")
config=$(realpath "${2:-$here/w1/w1.yaml}")
work=$(mktemp -d "${TMPDIR:-/tmp}/sluice-callgrind.XXXXXX")
trap 'kill "${server:-0}" 2>/dev/null || true; rm -rf "$work"' EXIT
python3 "$here/w1/page_server.py" 60 200 >"$work/port" &
server=$!
until [ -s "$work/port" ]; do sleep 0.05; done
BASE=http://127.0.0.1:$(cat "$work/port")
export BASE PAGE_SIZE=200 OUT=$work/out.ndjson STATE=$work/state

# The difference between a long and a short run leaves out what happens once.
for pages in 8 40; do
  rm -rf "$STATE" "$OUT"
  # So many of the 60 pages are left behind this cursor.
  AFTER=$(((60 - pages) * 200)) valgrind --tool=callgrind --callgrind-out-file="$work/$pages.out" \
    "$build/bin/sluice" run "$config" --quiet --plugins "$build/plugins" 2>"$work/$pages.err"
  callgrind_annotate --inclusive=yes --threshold=100 "$work/$pages.out" >"$work/$pages.txt"
done
python3 - "$work" <<'PY'
import json, re, sys
stages = {"parse": "record::parse_page(", "filter": "core::Filter::transform(",
          "map": "core::Map::transform(", "write": "record::write_lines("}
def read(name):
    out = {}
    for line in open(f"{sys.argv[1]}/{name}.txt"):
        m = re.match(r"\s*([\d,]+) \([^)]*\)\s+(.*)", line)
        if not m: continue
        count, what = int(m.group(1).replace(",", "")), m.group(2)
        if what.startswith("PROGRAM TOTALS"): out["all"] = count
        for stage, function in stages.items():
            if function in what: out[stage] = max(out.get(stage, 0), count)
    return out
short, long = read(8), read(40)
each = {k: round((long[k] - short.get(k, 0)) / (32 * 200)) for k in long}
each["other"] = each["all"] - sum(each[s] for s in stages)
print(json.dumps({"unit": "instructions a record", **each}))
PY
