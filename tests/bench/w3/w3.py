#!/usr/bin/env python3
"""W3: the heaviest mapping (w3.yaml, 20 steps) beside hand-written programs of the same output, all from one file of
orders to another: w3.py BUILD_DIR ROUNDS. First the outputs are compared as JSON values, then the programs run in turn,
round by round, each whole with its start. Prints a JSON object: for each its records a second (the middle round) and
how much longer it takes than Sluice, round by round. BENCH_SMOKE: few orders.
Variants of ours: `lua` and `jq-script` do all but the dates (scripts have no zones) in one step."""
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time
from decimal import Decimal

HERE = pathlib.Path(__file__).resolve().parent
# The slow ones get fewer orders, so that a round takes seconds; their rate is per record all the same.
ORDERS = {"sluice": 100_000, "lua": 100_000, "node": 100_000, "python": 20_000, "jq-script": 20_000, "jq": 5_000}
FEW = 200
LAST_COMMON = "      # The steps before are those of every variant"


def write_orders(folder, count):
    path = folder / f"in-{count}.ndjson"
    if not path.exists():
        with path.open("wb") as out:
            subprocess.run([sys.executable, HERE / "orders.py", str(count)], stdout=out, check=True)
    return path


def jq_whole():
    """Definitions first, then the part of the dates, then the rest."""
    rest = (HERE / "rest.jq").read_text(encoding="utf-8").splitlines()
    own = [line for line in rest if line.startswith("def ")]
    body = [line for line in rest if not line.startswith(("def ", "#"))]
    return "\n".join([*own, (HERE / "peer.jq").read_text(encoding="utf-8"), "|", *body])


def with_script(component, file):
    """The configuration with one step in the place of those behind the dates."""
    text = (HERE / "w3.yaml").read_text(encoding="utf-8")
    before, after = text.split(LAST_COMMON)
    end = after[after.index("    publisher:"):]
    return f"{before}      - {{use: {component}, file: {HERE / file}}}\n{end}"


def commands(folder, build):
    (folder / "w3.jq").write_text(jq_whole(), encoding="utf-8")
    configs = {"sluice": HERE / "w3.yaml", "lua": folder / "lua.yaml", "jq-script": folder / "jq.yaml"}
    configs["lua"].write_text(with_script("lua.script", "rest.lua"), encoding="utf-8")
    configs["jq-script"].write_text(with_script("jq.script", "rest.jq"), encoding="utf-8")
    made = {name: [f"{build}/bin/sluice", "run", config, "--quiet", "--plugins", f"{build}/plugins"]
            for name, config in configs.items()}
    made["node"] = ["node", HERE / "peer.mjs", "IN", "OUT"]
    made["python"] = [sys.executable, HERE / "peer.py", "IN", "OUT"]
    made["jq"] = ["jq", "-c", "-f", folder / "w3.jq", "IN"]
    return made


def run(folder, command, source):
    """Seconds, and where the output is."""
    out = folder / "out.ndjson"
    out.unlink(missing_ok=True)
    subprocess.run(["rm", "-rf", folder / "state"], check=True)
    words = [str({"IN": source, "OUT": out}.get(word, word)) for word in command]
    environment = {**os.environ, "SRC": str(source), "OUT": str(out), "STATE": str(folder / "state")}
    begun = time.monotonic()
    with (out.open("wb") if command[0] == "jq" else open(os.devnull, "wb")) as stdout:
        subprocess.run(words, stdout=stdout, env=environment, check=True, cwd=folder)
    return time.monotonic() - begun, out


def values(path):
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line, parse_float=Decimal) for line in lines]


def compare(folder, programs):
    source = write_orders(folder, FEW)
    wanted = None
    for name, command in programs.items():
        found = values(run(folder, command, source)[1])
        wanted = wanted or found
        for ours, theirs in zip(wanted, found):
            if ours != theirs:
                raise SystemExit(f"w3: {name} gives another order {ours['id']}:\n{ours}\n{theirs}")
        if len(found) != len(wanted):
            raise SystemExit(f"w3: {name} gives {len(found)} orders, sluice {len(wanted)}")


def main():
    build, rounds = pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2])
    smoke = os.environ.get("BENCH_SMOKE")
    with tempfile.TemporaryDirectory(prefix="sluice-w3.", dir="/dev/shm") as name:
        folder = pathlib.Path(name)
        programs = commands(folder, build)
        compare(folder, programs)
        costs = {name: [] for name in programs}
        for _ in range(rounds):
            for name, command in programs.items():
                count = FEW if smoke else ORDERS[name]
                costs[name].append(run(folder, command, write_orders(folder, count))[0] / count)
        steps = len(re.findall(r"^ +- (?:\{use|use):? ", (HERE / "w3.yaml").read_text(encoding="utf-8"), re.MULTILINE))
        peers = {}
        for name, each in costs.items():
            ratios = [one / own for one, own in zip(each, costs["sluice"])]
            peers[name] = {"rps": 1 / statistics.median(each), "wall_ratio": statistics.median(ratios),
                           "wall_ratio_min": min(ratios), "wall_ratio_max": max(ratios)}
        print(json.dumps({"kind": "pair", "work": "w3", "cores": 2, "steps": steps, "peers": peers}))


main()
