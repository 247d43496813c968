"""What the source files include: no circles, and no folder that reaches where it may not.

structure.py circles            units that include each other, directly or over others
structure.py folders            a folder that uses another one which rules.txt does not grant it
structure.py picture            the folders' arrows, as they are

A unit is a header and the source file of the same name, taken together: what one includes, both depend on."""
import collections
import os
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
RULES = pathlib.Path(__file__).with_name("rules.txt")
TREES = ["host/src", "plugin-api", "plugins", "transformers", "samples/xseries-simulator/src"]
# Where `#include "x/y.hpp"` is looked for, besides the file's own folder.
PATHS = ["host/src", "plugin-api/include", "plugin-api/rest/include", "plugin-api/expression/include",
         "plugin-api/expression/src", "plugin-api/csv/include", "plugin-api/gzip/include",
         "plugin-api/zones/include", "plugin-api/encoding/include",
         "samples/xseries-simulator/src"]
INCLUDE = re.compile(r'^\s*#\s*include\s+["<]([^">]+)[">]', re.M)


def sources():
    for tree in TREES:
        for path in sorted((ROOT / tree).rglob("*")):
            if path.suffix in (".hpp", ".cpp", ".h", ".c") and "template" not in path.parts:
                yield path


def resolve(path, name, known):
    places = [path.parent] + [parent for parent in path.parents if parent.name == "src"]
    places += [ROOT / base for base in PATHS]
    for place in places:
        found = pathlib.Path(os.path.normpath(place / name))
        if found in known:
            return found
    return None


def unit_of(path):
    """A library's public headers and its sources are one unit by their name: rest/src/x, rest/include/sluice/rest/x."""
    text = path.relative_to(ROOT).as_posix()
    text = re.sub(r"/include/sluice/(rest|expression|encoding|csv|zones)/", "/src/", text)
    if "." in text.rsplit("/", 1)[1] and text.endswith((".hpp", ".cpp")):
        return text.rsplit(".", 1)[0]
    return text


def graph():
    files = set(sources())
    edges = collections.defaultdict(set)
    for path in files:
        edges[unit_of(path)]
        for name in INCLUDE.findall(path.read_text(encoding="utf-8")):
            target = resolve(path, name, files)
            if target and unit_of(target) != unit_of(path):
                edges[unit_of(path)].add(unit_of(target))
    return edges


def circles(edges):
    """Strongly connected components of more than one unit (Tarjan, without recursion)."""
    index, low, stack, on_stack, found = {}, {}, [], set(), []
    for start in sorted(edges):
        if start in index:
            continue
        work = [(start, iter(sorted(edges[start])))]
        index[start] = low[start] = len(index)
        stack.append(start)
        on_stack.add(start)
        while work:
            node, rest = work[-1]
            for to in rest:
                if to not in index:
                    index[to] = low[to] = len(index)
                    stack.append(to)
                    on_stack.add(to)
                    work.append((to, iter(sorted(edges[to]))))
                    break
                if to in on_stack:
                    low[node] = min(low[node], index[to])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    part = []
                    while True:
                        part.append(stack.pop())
                        on_stack.discard(part[-1])
                        if part[-1] == node:
                            break
                    if len(part) > 1:
                        found.append(sorted(part))
    return found


def folder_of(unit):
    """What a rule names: a folder of host/src, rooms within it too; for the others the library, plugin or sample."""
    parts = unit.split("/")
    if parts[:2] == ["host", "src"]:
        return "/".join(["host", *parts[2:-1]])
    if parts[0] == "plugin-api":
        return "plugin-api/" + parts[1] if parts[1] in ("rest", "expression", "encoding", "csv", "zones") else "plugin-api"
    if parts[0] == "samples":
        return "/".join([*parts[:2], *parts[3:-1]])
    return "/".join(parts[:2])


def arrows(edges):
    out = collections.defaultdict(lambda: collections.defaultdict(list))
    for unit, targets in edges.items():
        for target in targets:
            if folder_of(unit) != folder_of(target):
                out[folder_of(unit)][folder_of(target)].append((unit, target))
    return out


def rules():
    """`folder: those it may use`; `*` at the end of a name stands for any plugin."""
    out = {}
    for line in RULES.read_text(encoding="utf-8").splitlines():
        line = line.split("#")[0].strip()
        if line:
            folder, allowed = line.split(":")
            out[folder.strip()] = allowed.split()
    return out


def rule_of(folder, granted):
    if folder in granted:
        return granted[folder]
    return granted.get(folder.rsplit("/", 1)[0] + "/*")


def print_circles(edges):
    found = circles(edges)
    for part in found:
        print(f"{len(part)} units include each other: move what they share into a unit of its own")
        for unit in part:
            print(f"  {unit} -> {', '.join(sorted(edges[unit] & set(part)))}")
    return not found


def print_folders(edges):
    granted, good = rules(), True
    for folder, uses in sorted(arrows(edges).items()):
        allowed = rule_of(folder, granted)
        if allowed is None:
            print(f"{folder}: has no line in tests/structure/rules.txt")
            good = False
            continue
        for target, pairs in sorted(uses.items()):
            if target not in allowed:
                good = False
                print(f"{folder} may not use {target}:")
                for unit, to in sorted(pairs):
                    print(f"  {unit} includes {to}")
    return good


def print_picture(edges):
    for folder, uses in sorted(arrows(edges).items()):
        print(f"{folder}: {' '.join(sorted(uses))}")
    return True


if __name__ == "__main__":
    what = {"circles": print_circles, "folders": print_folders, "picture": print_picture}
    if len(sys.argv) != 2 or sys.argv[1] not in what:
        sys.exit(__doc__)
    sys.exit(0 if what[sys.argv[1]](graph()) else 1)
