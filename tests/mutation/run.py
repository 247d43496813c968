#!/usr/bin/env python3
"""Mutates sources one line at a time and tells which mutants the unit tests do not notice.

    git worktree add /tmp/mutants && cd /tmp/mutants && tests/mutation/run.py [--each 4] [--seed 1] [--area TEXT]

Edits the tree it stands in and puts each file back: run it in a work tree of its own, which it configures and builds. Not part of
CI: a mutant costs a compilation and a test run. A survivor needs a test, or a line in equivalent.txt that says why none can exist.
"""
import argparse
import subprocess
import sys
from pathlib import Path

from mutants import sample

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BUILD = ROOT / "build" / "mutants"
TEST_SECONDS = 120


def areas():
    for line in (HERE / "areas.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            sources, tests = line.split(" : ")
            files = sorted({path for glob in sources.split() for path in ROOT.glob(glob)})
            yield files, tests.split()


def equivalents():
    known = set()
    for line in (HERE / "equivalent.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            known.add(tuple(part.strip() for part in line.split(" | "))[:3])
    return known


def configure():
    flags = ["-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_CXX_FLAGS=-O0", "-DSLUICE_BUILD_TESTS=ON"]
    launcher = ["-DCMAKE_C_COMPILER_LAUNCHER=ccache", "-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"]
    subprocess.run(["cmake", "-S", ROOT, "-B", BUILD, "-G", "Ninja", *flags, *launcher], check=True, stdout=subprocess.DEVNULL)


def build(tests):
    return subprocess.run(["ninja", "-C", BUILD, *tests], capture_output=True).returncode == 0


def passes(tests):
    for test in tests:
        try:
            ran = subprocess.run([BUILD / "tests" / test, "--abort-after=1"], capture_output=True, timeout=TEST_SECONDS, cwd=BUILD)
        except subprocess.TimeoutExpired:
            return False
        if ran.returncode != 0:
            return False
    return True


def decide(file, number, mutated, tests):
    """What became of one mutant: "killed", "survived" or "no code" (it does not compile)."""
    original = file.read_text()
    lines = original.split("\n")
    lines[number] = mutated
    try:
        file.write_text("\n".join(lines))
        if not build(tests):
            return "no code"
        return "survived" if passes(tests) else "killed"
    finally:
        file.write_text(original)


def run_area(files, tests, options, known, counts):
    if not build(tests) or not passes(tests):
        sys.exit(f"{' '.join(tests)}: not green before anything is mutated")
    for file in files:
        name = str(file.relative_to(ROOT))
        lines = file.read_text().split("\n")
        for number, mutated in sample(file.read_text(), options.each, f"{options.seed} {name}"):
            result = decide(file, number, mutated, tests)
            if result == "survived" and (name, lines[number].strip(), mutated.strip()) in known:
                result = "equivalent"
            counts[result] = counts.get(result, 0) + 1
            if result == "survived":
                print(f"{name}:{number + 1}\n  - {lines[number].strip()}\n  + {mutated.strip()}", flush=True)
    build(tests)


def main():
    parser = argparse.ArgumentParser(description="Tells which mutants the unit tests do not notice.")
    parser.add_argument("--each", type=int, default=4, help="mutants a file")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--area", default="", help="only areas with this text in their sources")
    options = parser.parse_args()
    configure()
    counts, known = {}, equivalents()
    for files, tests in areas():
        chosen = [file for file in files if options.area in str(file)]
        if chosen:
            run_area(chosen, tests, options, known, counts)
    print(", ".join(f"{count} {result}" for result, count in sorted(counts.items())))
    sys.exit(1 if counts.get("survived") else 0)


main()
