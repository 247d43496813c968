#!/usr/bin/env python3
"""Instructions a record of W3 (w3.yaml), under callgrind: instructions.py [BUILD_DIR]. The difference between a run over few
orders and one over many, so that what happens once is left out. Prints a JSON object: all, and of it what reads the file, what
the steps take, of these each kind of function, and what writes. A record is an order that was read. Needs valgrind.
BENCH_SMOKE: few orders."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import stages  # noqa: E402  beside this folder

FEW, MANY = (20, 60) if os.environ.get("BENCH_SMOKE") else (500, 3500)
MARKS = {"read": "file_plugin::LineRecords::read(", "steps": "pipeline::BatchWork::run_steps(", "write": "record::write_lines(",
         "calls": "expression::Evaluator::call(", "take_elements": "pipeline::Elements::collect("}


def count(build, folder, orders):
    source, counts = folder / f"{orders}.ndjson", folder / f"{orders}.out"
    with source.open("wb") as out:
        subprocess.run([sys.executable, HERE / "orders.py", str(orders)], stdout=out, check=True)
    stages.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={counts}", f"{build}/bin/sluice", "run",
                str(HERE / "w3.yaml"), "--quiet", "--plugins", f"{build}/plugins"],
               SRC=str(source), OUT=str(folder / f"out-{orders}.ndjson"), STATE=str(folder / f"state-{orders}"))
    annotated = stages.run(["callgrind_annotate", "--inclusive=yes", "--threshold=100", str(counts)])
    return stages.read(annotated, [stages.TOTAL, *MARKS.values()])


def main():
    build = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else HERE / "../../../build/release").resolve()
    with tempfile.TemporaryDirectory(prefix="sluice-w3.") as name:
        few, many = (count(build, pathlib.Path(name), orders) for orders in (FEW, MANY))
    per = {mark: round((many[mark] - few.get(mark, 0)) / (MANY - FEW)) for mark in many}
    print(json.dumps({"unit": "instructions a record", "all": per[stages.TOTAL],
                      **{part: per.get(mark, 0) for part, mark in MARKS.items()}}))


main()
