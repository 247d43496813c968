#!/usr/bin/env python3
"""What each step of W3 costs: steps.py [BUILD_DIR] [ROUNDS]. Runs w3.yaml with --profile and prints, for each step, its CPU a
record that came into it in ns: the least of all rounds, and the most. BENCH_SMOKE: few orders."""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ORDERS = 200 if os.environ.get("BENCH_SMOKE") else 50_000


def settings():
    """The steps as they are written, in their order."""
    text = (HERE / "w3.yaml").read_text(encoding="utf-8")
    steps = text[text.index("transformers:"):text.index("    publisher:")]
    without_remarks = "\n".join(line for line in steps.split("\n") if not line.lstrip().startswith("#"))
    return [" ".join(one.split()).removeprefix("{").removesuffix("}").removeprefix("use: ")
            for one in re.split(r"\n +- ", without_remarks)[1:]]


def profile(build, folder):
    environment = {**os.environ, "SRC": str(folder / "in.ndjson"), "OUT": str(folder / "out.ndjson"), "STATE": str(folder / "state")}
    subprocess.run(["rm", "-rf", folder / "state", folder / "out.ndjson"], check=True)
    run = subprocess.run([f"{build}/bin/sluice", "run", HERE / "w3.yaml", "--profile", "--json", "--plugins", f"{build}/plugins"],
                         env=environment, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    components = json.loads(run.stdout)["pipelines"][0]["profile"]["components"]
    steps = [one for one in components if one["component"].startswith("transformers")]
    return [one["cpu_own_ns"] / max(1, one["records_in"]) for one in steps]


def main():
    build = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else HERE / "../../../build/release").resolve()
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    with tempfile.TemporaryDirectory(prefix="sluice-w3.", dir="/dev/shm") as name:
        folder = pathlib.Path(name)
        with (folder / "in.ndjson").open("wb") as out:
            subprocess.run([sys.executable, HERE / "orders.py", str(ORDERS)], stdout=out, check=True)
        costs = zip(*(profile(build, folder) for _ in range(rounds)))
        for words, each in zip(settings(), costs):
            print(json.dumps({"kind": "step", "step": words, "ns": round(min(each)), "ns_most": round(max(each))}))


main()
