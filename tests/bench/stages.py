"""Instructions a record, by function, for the callgrind.sh scripts: each_record runs a configuration over
few pages and over many, under callgrind. The difference between both leaves out what happens once."""
import os, pathlib, re, shutil, subprocess, sys

TOTAL = "PROGRAM TOTALS"


def each_record(build, config, work, pages, few, many, marks):
    """{mark: instructions a record} of the functions, callees included, whose name has a mark in it, and of
    TOTAL; a mark that no function has is not in it. BASE is the address of a page_server with so many `pages`
    of PAGE_SIZE, STATE and OUT (if set) what a run leaves behind; `work` is a folder for what callgrind writes."""
    size = int(os.environ["PAGE_SIZE"])
    short, long = (count(build, config, pathlib.Path(work) / str(n), (pages - n) * size, [TOTAL, *marks])
                   for n in (few, many))
    return {mark: (long[mark] - short.get(mark, 0)) / ((many - few) * size) for mark in long}


def count(build, config, name, after, marks):
    """One run; the pages up to `after` are left behind its cursor."""
    shutil.rmtree(os.environ["STATE"], ignore_errors=True)
    if "OUT" in os.environ:
        pathlib.Path(os.environ["OUT"]).unlink(missing_ok=True)
    counts = f"{name}.out"
    run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={counts}", f"{build}/bin/sluice", "run", config,
         "--quiet", "--plugins", f"{build}/plugins"], AFTER=str(after))
    return read(run(["callgrind_annotate", "--inclusive=yes", "--threshold=100", counts]), marks)


def run(command, **variables):
    """What it prints; if it fails, its words and the end."""
    done = subprocess.run(command, env={**os.environ, **variables}, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr}")
    return done.stdout


def read(annotated, marks):
    found = {}
    for line in annotated.splitlines():
        row = re.match(r"\s*([\d,]+) \([^)]*\)\s+(.*)", line)
        if not row:
            continue
        instructions, what = int(row[1].replace(",", "")), row[2]
        for mark in filter(what.__contains__, marks):
            found[mark] = max(found.get(mark, 0), instructions)
    return found
