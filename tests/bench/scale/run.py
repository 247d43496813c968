#!/usr/bin/env python3
"""Whether a record costs the same at any number of records, and what memory W1 takes:
run.py BUILD [RECORDS...] (default: 10^3 to 10^7). Prints one JSON object.

W1 as in w1/w1.yaml, from page_source (pages from memory, so that it does not bound), into a real file
on a tmpfs with all the publisher does for its promises. What lies more than 64 MiB behind the file's
end is given back to the system meanwhile (its length stays), so that 10^7 records need no 10 GB. The
output is checked: counted lines up to 10,000 records; beyond, the pages recur every 10,000 records, so
the file must have exactly as many times the bytes of 10,000. CPU and peak memory are the kernel's
(wait4) for the process; a peak below this script's own would show as that ("floor_mib")."""
import ctypes, json, os, resource, shutil, statistics, subprocess, sys, tempfile, threading, time

HERE = os.path.dirname(os.path.realpath(__file__))
BUILD = os.path.realpath(sys.argv[1])
SIZES = sorted(int(n) for n in sys.argv[2:]) or [10**n for n in range(3, 8)]
PAGE, PERIOD = 200, 10_000  # records
BEFORE = 10_000_000_000     # versions are above it, so that all have one width
KEEP = 64 << 20
LIBC = ctypes.CDLL(None, use_errno=True)


class GiveBack(threading.Thread):
    """Punches a hole from the beginning of a growing file to KEEP bytes before its end."""

    def __init__(self, path):
        super().__init__()
        self.path, self.over, self.done = path, threading.Event(), 0

    def run(self):
        while not self.over.wait(0.05):
            if os.path.exists(self.path):
                self.punch(os.path.getsize(self.path) - KEEP)

    def punch(self, to):
        if to - self.done < 1 << 20:
            return
        fd = os.open(self.path, os.O_WRONLY)
        keep_size, punch_hole = 1, 2
        LIBC.fallocate(fd, keep_size | punch_hole, ctypes.c_long(self.done), ctypes.c_long(to - self.done))
        os.close(fd)
        self.done = to


def start_source(most):
    """The pages are made by another process, so that this one stays small: see floor_mib."""
    pages = subprocess.Popen([sys.executable, HERE + "/../products.py", str(PERIOD // PAGE), str(PAGE), str(BEFORE)],
                             stdout=subprocess.PIPE)
    source = subprocess.Popen([BUILD + "/bench/page_source", str(most)], stdin=pages.stdout, stdout=subprocess.PIPE)
    pages.stdout.close()
    if pages.wait():
        sys.exit("products.py failed")
    return source, int(source.stdout.readline())


def count_lines(path):
    with open(path, "rb") as text:
        return sum(piece.count(b"\n") for piece in iter(lambda: text.read(1 << 16), b""))


def cpu_seconds(pid):
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def run_once(port, records, folder):
    out, state = folder + "/out.ndjson", folder + "/state"
    shutil.rmtree(state, ignore_errors=True)
    if os.path.exists(out):
        os.unlink(out)
    # So many of all records are behind this cursor.
    env = {**os.environ, "BASE": f"http://127.0.0.1:{port}", "PAGE_SIZE": str(PAGE), "OUT": out, "STATE": state,
           "AFTER": str(BEFORE + SIZES[-1] - records)}
    command = [BUILD + "/bin/sluice", "run", HERE + "/../w1/w1.yaml", "--json", "--plugins", BUILD + "/plugins"]
    give_back = GiveBack(out)
    give_back.start()
    with open(folder + "/summary", "w") as summary:
        begun = time.monotonic()
        child = subprocess.Popen(command, env=env, stdout=summary)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.monotonic() - begun
    child.returncode = os.waitstatus_to_exitcode(status)
    give_back.over.set()
    give_back.join()
    if child.returncode:
        sys.exit(f"sluice ended with {child.returncode} at {records} records")
    total = json.load(open(folder + "/summary"))["total"]
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss / 1024,
            "read": total["read"], "delivered": total["delivered"], "bytes": os.path.getsize(out)}, out


def check(run, records, out, period_bytes):
    if run["read"] != records:
        sys.exit(f"{run['read']} records were read instead of {records}")
    if records <= PERIOD:
        lines = count_lines(out)
        if lines != run["delivered"]:
            sys.exit(f"{lines} lines instead of {run['delivered']}")
    elif records % PERIOD == 0 and period_bytes and run["bytes"] != records // PERIOD * period_bytes:
        sys.exit(f"{run['bytes']} bytes for {records} records, {period_bytes} for {PERIOD}")


def measure(port, records, folder, period_bytes):
    """Short runs several times, the longest once; medians."""
    runs = []
    for _ in range(max(1, min(60, 2_000_000 // records))):
        run, out = run_once(port, records, folder)
        check(run, records, out, period_bytes)
        runs.append(run)
    middle = lambda key: statistics.median(r[key] for r in runs)
    return {"records": records, "runs": len(runs), "wall_ms": round(middle("wall") * 1e3, 1),
            "cpu_ms": round(middle("cpu") * 1e3, 1), "peak_mib": round(max(r["peak"] for r in runs), 1),
            "out_bytes": runs[0]["bytes"]}


def between(a, b):
    each = lambda key: round((b[key] - a[key]) * 1e6 / (b["records"] - a["records"]))
    return {"from": a["records"], "to": b["records"], "wall_ns": each("wall_ms"), "cpu_ns": each("cpu_ms")}


def main():
    shm = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    source, port = start_source(SIZES[-1])
    sizes, source_ns = [], 0
    try:
        with tempfile.TemporaryDirectory(prefix="sluice-scale.", dir=shm) as folder:
            for records in SIZES:
                before = cpu_seconds(source.pid)
                period = next((s["out_bytes"] for s in sizes if s["records"] == PERIOD), None)
                sizes.append(measure(port, records, folder, period))
                source_ns = (cpu_seconds(source.pid) - before) * 1e9 / (records * sizes[-1]["runs"])
    finally:
        source.kill()
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"sizes": sizes, "between": [between(a, b) for a, b in zip(sizes, sizes[1:])],
                      "source_cpu_ns": round(source_ns), "floor_mib": round(own, 1)}))


main()
