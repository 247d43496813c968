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
PYTHONPATH=$here PYTHONDONTWRITEBYTECODE=1 python3 - "$build" "$config" "$work" <<'PY'
import json, stages, sys
STAGES = {"parse": "record::parse_page(", "map": "core::Map::transform_batch(",
          "write": "record::write_lines(", "filter": "core::Filter::transform_batch("}
per = stages.each_record(*sys.argv[1:], pages=60, few=8, many=40, marks=STAGES.values())
each = {stage: round(per[mark]) for stage, mark in STAGES.items()}
total = round(per[stages.TOTAL])
print(json.dumps({"unit": "instructions a record", "all": total, **each, "other": total - sum(each.values())}))
PY
