#!/usr/bin/env python3
"""Google Benchmark's JSON files, one JSON object a benchmark: its name, the smallest time of all
repetitions and the largest, in ns, and what of: an item (a record, a call) where the benchmark counts
items, else one round of its loop. Real time where it says so in its name, else CPU time."""
import json, sys

NS = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}


def time_of(row):
    """(ns, of what)"""
    if "ns/record" in row:
        return row["ns/record"], "record"
    if "items_per_second" in row:
        return 1e9 / row["items_per_second"], "item"
    key = "real_time" if "/real_time" in row["name"] else "cpu_time"
    return row[key] * NS[row["time_unit"]], "round"


def rounded(ns):
    return round(ns) if ns >= 1000 else round(ns, 2)


for path in sys.argv[1:]:
    times = {}
    with open(path) as file:
        rows = json.load(file)["benchmarks"]
    for row in rows:
        if row.get("error_occurred"):
            sys.exit(f"{row['name']}: {row['error_message']}")
        if row.get("run_type") == "iteration":
            times.setdefault(row["name"], []).append(time_of(row))
    for name, found in times.items():
        program = path.rsplit("/", 1)[-1].removesuffix(".json")
        print(json.dumps({"program": program, "name": name, "ns": rounded(min(found)[0]),
                          "ns_most": rounded(max(found)[0]), "of": found[0][1]}))
