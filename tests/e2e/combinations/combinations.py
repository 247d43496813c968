"""Pipelines made by chance, run with records that steps and targets refuse, targets that are down, requests
that fail now and then, and kills; then everything is mended and all tasks are sent again. Each target has
then what an undisturbed run gives it: nothing is lost, nothing else is there, and a file has nothing twice.

combinations.py SLUICE FIRST LAST: seeds; one that fails says what differs, and leaves its folder.
"""

import collections
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile

from pipelines import make_config, make_items
from shop import Shop

KILLED, HANGS = -signal.SIGKILL, "it hangs"


def atoms(records):
    """What of a record any step leaves as it is; of a group, of each of its records."""
    out = collections.Counter()
    for record in records:
        for one in record["items"] if "items" in record and "key" in record else [record]:
            line = one.get("line")
            marks = tuple(sorted(name for name in one if re.fullmatch(r"m\d+", name)))
            out[(one["id"], line["n"] if line else None, one.get("tag"), marks)] += 1
    return out


class World:
    """A config in a folder of its own, and the shop that it reads from and sends to."""

    def __init__(self, sluice, shop, config, folder):
        self.sluice, self.shop, self.config, self.folder = sluice, shop, config, folder
        os.makedirs(os.path.join(folder, "out"))
        with open(os.path.join(folder, "c.yaml"), "w") as file:
            json.dump(config, file, indent=1)
        shop.taken = {}
        self.killed = False
        self.failing = False

    def run(self, *arguments, kill_after=None):
        process = subprocess.Popen([self.sluice, *arguments], cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                   text=True, env={**os.environ, "FAIL": "1" if self.failing else "0"})
        try:
            out, _ = process.communicate(timeout=kill_after or 60)
        except subprocess.TimeoutExpired:
            process.kill()
            out, _ = process.communicate()
            self.killed = True
            return KILLED if kill_after else HANGS, out
        return process.returncode, out

    def targets(self):
        return self.config["pipelines"]["p"]["publishers"]

    def is_file(self, number):
        return self.targets()[number]["use"] == "file.publisher"

    def outputs(self):
        out = []
        for number, target in enumerate(self.targets()):
            if not self.is_file(number):
                out.append(atoms(self.shop.taken.get(f"t{number}", [])))
                continue
            path = os.path.join(self.folder, target["path"])
            lines = open(path).read().splitlines() if os.path.exists(path) else []
            out.append(atoms(json.loads(line) for line in lines))
        return out

    def is_read(self):
        """The walk is over: another run would read everything again."""
        return "walk finished" in self.run("state", "show", "c.yaml")[1]

    def goes_on(self):
        """A walk that was interrupted has a place; else it begins anew, and so do its outputs."""
        return self.config["pipelines"]["p"]["subscriber"]["pagination"]["kind"] == "cursor"

    def tasks(self):
        return [task["id"] for task in json.loads(self.run("tasks", "list", "c.yaml", "--json")[1])]

    def drain(self):
        """What waits for a target, without reading the source again."""
        if '"records"' not in self.run("backlog", "list", "c.yaml", "--json")[1]:
            return
        items, self.shop.items = self.shop.items, []
        self.run("backlog", "try", "c.yaml", "p")
        self.run("run", "c.yaml")
        self.shop.items = items


def run_disturbed(world, chance, kills, ends_with_failure):
    world.failing = world.shop.refusing = True
    for attempt in range(60):
        moment = chance.choice([0.005, 0.01, 0.02, 0.03, 0.05, 0.08]) if kills and attempt < 4 else None
        code, out = world.run("run", "c.yaml", kill_after=moment)
        if code == 1 and ends_with_failure:  # everything refused, or a source that failed
            world.shop.down = set()
        elif code == KILLED:
            if world.is_read():
                return []
        else:
            return [] if code in (0, 3) else [f"the run ended with {code}: {out[-400:]}"]
    return ["no run came to its end"]


def retry_all(world, chance, kills):
    """A second time by number, as tasks that a later record overtook are only sent so."""
    world.failing = world.shop.refusing = False
    world.shop.down = set()
    for attempt in range(40):
        world.drain()
        tasks = world.tasks()
        if not tasks:
            return []
        which = [str(task) for task in tasks] if attempt % 2 else ["--all"]
        moment = chance.choice([0.005, 0.01, 0.02, 0.03]) if kills and attempt < 4 else None
        code, out = world.run("tasks", "retry", "c.yaml", *which, kill_after=moment)
        if code == HANGS:
            return ["a retry hangs"]
    return [f"tasks that do not end: {out[-400:]}"]


def compare(world, wanted, exact):
    problems = []
    for number, (want, have) in enumerate(zip(wanted, world.outputs())):
        lost, more = want - have, have - want
        foreign = [one for one in more if one not in want]
        if lost:
            problems.append(f"target {number} lost {list(lost)[:5]}")
        if foreign:
            problems.append(f"target {number} has what nobody sent: {foreign[:5]}")
        once = world.is_file(number) and (world.goes_on() or not world.killed)
        if more and not foreign and (exact or once):
            problems.append(f"target {number} has twice {list(more)[:5]}")
    return problems


def try_seed(sluice, shop, seed, folder):
    chance = random.Random(seed)
    shop.items, shop.random = make_items(chance), random.Random(seed)
    shop.refusing, shop.down, shop.flaky = False, set(), 0.0
    config = make_config(chance, shop.port)
    undisturbed = World(sluice, shop, config, os.path.join(folder, "undisturbed"))
    code, out = undisturbed.run("run", "c.yaml")
    if code:
        return [f"undisturbed it ends with {code}: {out[-400:]}"]
    wanted = undisturbed.outputs()
    kills, is_down = chance.random() < 0.4, chance.random() < 0.2
    shop.flaky = chance.choice([0.0, 0.0, 0.1])
    world = World(sluice, shop, config, os.path.join(folder, "disturbed"))
    shop.down = {f"t{len(world.targets()) - 1}"} if is_down else set()
    problems = run_disturbed(world, chance, kills, is_down or shop.flaky > 0)
    problems += retry_all(world, chance, kills)
    return problems + compare(world, wanted, exact=not (world.killed or shop.flaky or is_down))


def main():
    sluice, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    shop, failed = Shop(), 0
    for seed in range(first, last + 1):
        folder = tempfile.mkdtemp(prefix=f"sluice-combination-{seed}-")
        problems = try_seed(sluice, shop, seed, folder)
        if problems:
            failed += 1
            print(f"seed {seed}, {folder}:", *problems, sep="\n  ")
        else:
            shutil.rmtree(folder)
    print(f"{last - first + 1 - failed} combinations hold, {failed} do not")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
