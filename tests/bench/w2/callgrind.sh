#!/usr/bin/env bash
# Instructions a record of W2, by where they go: callgrind.sh [BUILD_DIR] [each|batch]. Prints JSON, as
# ../callgrind.sh does for W1, on whose data; needs valgrind and python3. `http` is session, exchange and lane, those of the
# pages that are fetched included, of it `wire` what a lane does on its connections; `publisher` is packing and judging in
# plugins/http.
set -euo pipefail
here=$(realpath "$(dirname "$0")")
build=$(realpath "${1:-$here/../../../build/release}")
work=$(mktemp -d "${TMPDIR:-/tmp}/sluice-callgrind.XXXXXX")
trap 'kill "${source:-0}" "${sink:-0}" 2>/dev/null || true; rm -rf "$work"' EXIT
python3 "$here/../w1/page_server.py" 24 200 >"$work/source" &
source=$!
python3 "$here/sink.py" >"$work/sink" &
sink=$!
until [ -s "$work/source" ] && [ -s "$work/sink" ]; do sleep 0.05; done
BASE=http://127.0.0.1:$(cat "$work/source") SINK=http://127.0.0.1:$(cat "$work/sink")
export BASE SINK PAGE_SIZE=200 STATE=$work/state
cp "$here/w2.yaml" "$work/w2.yaml"
[ "${2:-each}" = each ] || printf '        format: array\n        batch: {records: 100}\n' >>"$work/w2.yaml"

PYTHONPATH=$here/.. PYTHONDONTWRITEBYTECODE=1 python3 - "$build" "$work/w2.yaml" "$work" <<'PY'
import json, stages, sys
# Inclusive figures of functions that do not call each other within a stage.
STAGES = {
    "parse": ["record::parse_page("], "filter": ["core::Filter::transform_batch("], "map": ["core::Map::transform_batch("],
    "write": ["record::write_lines("],
    "pack": ["http_plugin::RecordTexts::read(", "http_plugin::RequestBuilder::take(", "http_plugin::RequestBuilder::build(",
             "http_plugin::RequestBuilder::request(", "http_plugin::ResponsePolicy::decide("],
    "start": ["http::Service::start("], "finish": ["http::Exchange::finish(", "http::Exchange::wait_any(", "http::Exchange::~Exchange("],
    "wire": ["http::PlainTransfer::PlainTransfer(", "http::PlainTransfer::begin(", "http::PlainTransfer::receive(", "http::PlainTransfer::~PlainTransfer("]}
found = stages.each_record(*sys.argv[1:], pages=24, few=4, many=24, marks=sum(STAGES.values(), []))
per = lambda mark: found.get(mark, 0)
s = {stage: sum(per(mark) for mark in marks) for stage, marks in STAGES.items()}
out = {"parse": s["parse"], "filter": s["filter"], "map": s["map"], "write": s["write"],
       "http": s["start"] + s["finish"], "publisher": s["pack"] - s["write"]}
out["other"] = per(stages.TOTAL) - sum(out.values())
print(json.dumps({"unit": "instructions a record", **{k: round(v) for k, v in out.items()}, "wire": round(s["wire"]),
                  "all": round(per(stages.TOTAL))}))
PY
