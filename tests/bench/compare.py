#!/usr/bin/env python3
"""Instructions a record, stage by stage, against a baseline: compare.py BASELINE <NOW. Two runs of
one program differ by less than 1 % ("other": 5); what differs by more is pointed at. The last line says it all in one
sentence."""
import json, sys

STAGES = ("parse", "filter", "map", "write", "other", "all")
NOISE = {"other": 5.0}  # percent; of the rest 1. The store commits by the clock, now more and now less.


def change(before, now):
    return (now - before) * 100 / before


def remark(percent, stage="all"):
    return "" if abs(percent) < NOISE.get(stage, 1.0) else "more" if percent > 0 else "less"


def verdict(before, now):
    percent = change(before["all"], now["all"])
    word = {"": "as the baseline", "more": "MORE than the baseline", "less": "less than the baseline"}[remark(percent)]
    return f"{now['all']:,} instructions a record, {word} of {before['all']:,} ({percent:+.1f} %)"


def main():
    with open(sys.argv[1]) as file:
        before = json.load(file)
    now = json.load(sys.stdin)
    print(f"{'instructions a record':<22}{'baseline':>10}{'now':>10}{'change':>10}")
    for stage in STAGES:
        percent = change(before[stage], now[stage])
        print(f"  {stage:<20}{before[stage]:>10,}{now[stage]:>10,}{percent:>+8.1f} %  {remark(percent, stage)}".rstrip())
    print(verdict(before, now))


main()
