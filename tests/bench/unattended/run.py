#!/usr/bin/env python3
"""What a server costs that nobody looks at: run.py BUILD [--small] [PART...]. Prints one JSON object.

idle: 1,000 pipelines with a schedule, none of them due. nothing: CPU of a run from a schedule that finds nothing. tasks:
100,000 records that park, then a retry of all of them, beside a run that reads, delivers and commits as many: to a file, and
by PUTs of 200 records and of one record. backlog: records that
wait for a target that is down, then their delivery. watched: W1 in a server, alone and while metrics, status, runs and log are
read. CPU is the kernel's, of the process alone."""
import json, os, shutil, signal, statistics, subprocess, sys, tempfile, threading, time

HERE = os.path.dirname(os.path.realpath(__file__))
BUILD = os.path.realpath(sys.argv[1])
SMALL = "--small" in sys.argv
NAMED = [word for word in sys.argv[2:] if word != "--small"]
PIPELINES = 20 if SMALL else 1000
RECORDS = 2000 if SMALL else 100_000
W1_RECORDS = 10_000 if SMALL else 1_000_000
IDLE_S = 1 if SMALL else 30
TICKS = os.sysconf("SC_CLK_TCK")
PROGRAM = [BUILD + "/bin/sluice"]
ENVIRONMENT = {**os.environ, "SLUICE_PLUGINS": BUILD + "/plugins"}


def cpu_s(pid):
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def resident_mib(pid):
    return next(int(line.split()[1]) for line in open(f"/proc/{pid}/status") if line.startswith("VmRSS")) / 1024


def write(name, text):
    with open(name, "w") as file:
        file.write(text)


def wait_until(what):
    while not what():
        time.sleep(0.05)


class Server:
    """`sluice serve` of a config, with its log in a file."""

    def __init__(self, config, log="server.log", **variables):
        self.log = log
        self.child = subprocess.Popen(PROGRAM + ["serve", config], env={**ENVIRONMENT, **variables},
                                      stderr=open(self.log, "w"), stdout=subprocess.DEVNULL)
        self.pid = self.child.pid

    def says(self, text, times=1):
        def found():
            if self.child.poll() is not None:
                sys.exit(f"the server has ended: {open(self.log).read()}")
            return open(self.log).read().count(text) >= times
        wait_until(found)

    def said(self, text):
        return open(self.log).read().count(text)

    def end(self):
        self.child.send_signal(signal.SIGTERM)
        self.child.wait()


def run(arguments, expected=0, **variables):
    """CPU and wall seconds of a command."""
    begun = time.monotonic()
    child = subprocess.Popen(PROGRAM + arguments, env={**ENVIRONMENT, **variables}, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE)
    out, err = child.stdout.read(), child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) != expected:
        sys.exit(f"{arguments}: {os.waitstatus_to_exitcode(status)}: {err.decode()} {out.decode()}")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - begun


def pipeline(name, schedule, source="in.ndjson"):
    return (f"  {name}:\n    schedule: {schedule}\n    subscriber: {{use: file.subscriber, path: {source}}}\n"
            f"    publisher: {{use: file.publisher, path: {name}.ndjson}}\n")


def idle():
    write("in.ndjson", '{"n":1}\n')
    write("idle.yaml", "host: {state: idle}\npipelines:\n" +
          "".join(pipeline(f"p{i}", '{every: 24h, catch_up: skip}') for i in range(PIPELINES)))
    server = Server("idle.yaml")
    server.says("control API at")
    server.says(" done", PIPELINES)  # the first start is due at once
    time.sleep(0 if SMALL else 3)
    before = cpu_s(server.pid)
    time.sleep(IDLE_S)
    out = {"pipelines": PIPELINES, "core_percent": round(100 * (cpu_s(server.pid) - before) / IDLE_S, 3),
           "resident_mib": round(resident_mib(server.pid), 1)}
    server.end()
    return out


def nothing():
    write("nothing.yaml", "host: {state: nothing}\npipelines:\n" +
          "".join(pipeline(f"q{i}", "{every: 1s}") for i in range(10)))
    server = Server("nothing.yaml")
    server.says(" done", 20)  # each has delivered its record
    runs, before = server.said(" done"), cpu_s(server.pid)
    time.sleep(IDLE_S)
    runs = max(1, server.said(" done") - runs)
    out = {"runs": runs, "cpu_ms": round(1000 * (cpu_s(server.pid) - before) / runs, 2)}
    server.end()
    return out


def records(count):
    write("orders.ndjson", "".join(
        f'{{"id":{n},"price":"{n} EUR","note":"{"order " * 20}","customer":{{"id":{n % 977}}}}}\n' for n in range(count)))


def sink_target(batch):
    """A publisher's settings that send to `${SINK}`."""
    how = f"format: array, batch: {{records: {batch}}}" if batch > 1 else "format: record"
    return f"{{use: http.publisher, client: sink, path: /, method: PUT, {how}}}"


TASK_TARGETS = {"file": "{use: file.publisher, path: '${OUT}'}", "batches": sink_target(200), "each": sink_target(1)}


def tasks_of(target, settings, sink):
    """CPU and wall seconds of one run, of parking and of the retry. A retry that loses or repeats a record to the file is an error."""
    def command(arguments, steps, expected=0, **variables):
        write("tasks.yaml", "host: {state: tasks, park_limit: 0}\nclients:\n"
              "  sink: {use: http.client, base_uri: '${SINK}', proxy: ''}\npipelines:\n  p:\n    park_limit: 0\n"
              "    subscriber: {use: file.subscriber, path: orders.ndjson}\n"
              f"    transformers: [{{use: core.cast, fields: {{{steps}}}}}]\n    publisher: {settings}\n")
        return run(arguments, expected, SINK=sink, **variables)
    for folder in "tasks", "plain":
        shutil.rmtree(folder, ignore_errors=True)
    for name in "plain.ndjson", "parked.ndjson":
        if os.path.exists(name):
            os.remove(name)
    plain = command(["run", "tasks.yaml", "-q"], "id: integer", OUT="plain.ndjson", SLUICE_STATE="plain")
    parking = command(["run", "tasks.yaml", "-q"], "price: integer", 3, OUT="parked.ndjson")
    retry = command(["tasks", "retry", "tasks.yaml", "--all", "--yes", "-q"], "id: integer", OUT="parked.ndjson")
    if target == "file" and sorted(open("parked.ndjson")) != sorted(open("plain.ndjson")):
        sys.exit("the retry delivered other records than the run")
    return plain, parking, retry


def tasks():
    records(RECORDS)
    sink = subprocess.Popen([sys.executable, HERE + "/../w2/sink.py"], stdout=subprocess.PIPE, text=True)
    port = sink.stdout.readline().strip()
    out = {"tasks": RECORDS}
    for target, settings in TASK_TARGETS.items():
        rounds = [tasks_of(target, settings, f"http://127.0.0.1:{port}") for _ in range(1 if SMALL else 3)]
        least = [[min(one[part][kind] for one in rounds) for kind in (0, 1)] for part in (0, 1, 2)]
        (plain, plain_wall), (parking, _), (retry, wall) = least
        out[target] = {"run_cpu_s": round(plain, 3), "retry_cpu_s": round(retry, 3), "cpu_ratio": round(retry / plain, 2),
                       "run_wall_s": round(plain_wall, 3), "retry_wall_s": round(wall, 3),
                       "wall_ratio": round(wall / plain_wall, 2), "parking_cpu_s": round(parking, 2)}
    sink.kill()
    return out


def backlog():
    records(RECORDS)
    sink = subprocess.Popen([sys.executable, HERE + "/../w2/sink.py"], stdout=subprocess.PIPE, text=True)
    port = sink.stdout.readline().strip()
    write("backlog.yaml", "host: {state: backlog}\nclients:\n"
          "  sink: {use: http.client, base_uri: '${SINK}', proxy: '', retry: {attempts: 1}}\n"
          "pipelines:\n  p:\n    retry: {attempts: 1}\n    subscriber: {use: file.subscriber, path: orders.ndjson}\n"
          "    publishers:\n      - {use: file.publisher, path: beside.ndjson}\n"
          "      - {use: http.publisher, client: sink, path: /, method: PUT, format: array, batch: {records: 200}}\n")
    into, into_wall = run(["run", "backlog.yaml", "-q"], 3, SINK="http://127.0.0.1:9")
    run(["backlog", "try", "backlog.yaml", "p", "-q"], SINK="x")
    out, out_wall = run(["run", "backlog.yaml", "-q"], SINK=f"http://127.0.0.1:{port}")
    sink.kill()
    return {"records": RECORDS, "in_per_s": round(RECORDS / into_wall), "out_per_s": round(RECORDS / out_wall),
            "in_cpu_s": round(into, 2), "out_cpu_s": round(out, 2)}


def start_source():
    """Pages of products from memory; the process and its port."""
    pages = subprocess.Popen([sys.executable, HERE + "/../products.py", "50", "200", "10000000000"], stdout=subprocess.PIPE)
    source = subprocess.Popen([BUILD + "/bench/page_source", str(W1_RECORDS)], stdin=pages.stdout, stdout=subprocess.PIPE)
    pages.stdout.close()
    return source, int(source.stdout.readline())


def w1_cpu_us(variables, watched):
    """CPU of a server a record of W1, which it runs once; metrics, status and runs are asked for each second."""
    shutil.rmtree(variables["STATE"], ignore_errors=True)
    config = HERE + "/../w1/w1.yaml"
    server = Server(config, **variables, log=variables["STATE"] + ".log")
    server.says("control API at")
    over = threading.Event()

    def ask():
        while not over.wait(1):
            for path in ["metrics", "api/v1/status", "api/v1/runs"]:
                subprocess.run(["curl", "-sS", "--unix-socket", variables["STATE"] + "/control.sock", "http://x/" + path],
                               stdout=subprocess.DEVNULL, check=True)

    asking = threading.Thread(target=ask)
    if watched:
        asking.start()
        reader = subprocess.Popen(PROGRAM + ["logs", config, "--follow"], env={**ENVIRONMENT, **variables},
                                  stdout=subprocess.DEVNULL)
    before = cpu_s(server.pid)
    run(["run", config, "-q"], **variables)
    took = cpu_s(server.pid) - before
    over.set()
    if watched:
        asking.join()
        reader.kill()
    server.end()
    return took * 1e6 / W1_RECORDS


def watched():
    source, port = start_source()
    variables = {"BASE": f"http://127.0.0.1:{port}", "PAGE_SIZE": "200", "AFTER": "10000000000", "OUT": "/dev/null",
                 "STATE": os.getcwd() + "/w1"}
    rounds = [(w1_cpu_us(variables, False), w1_cpu_us(variables, True)) for _ in range(1 if SMALL else 5)]
    source.kill()
    ratios = sorted(with_readers / alone for alone, with_readers in rounds)
    return {"records": W1_RECORDS, "alone_us": round(statistics.median(alone for alone, _ in rounds), 3),
            "watched_us": round(statistics.median(with_readers for _, with_readers in rounds), 3),
            "ratio": round(statistics.median(ratios), 3), "ratio_min": round(ratios[0], 3), "ratio_max": round(ratios[-1], 3)}


PARTS = [idle, nothing, tasks, backlog, watched]


def main():
    work = tempfile.mkdtemp(dir="/dev/shm", prefix="sluice-unattended-")
    os.chdir(work)
    try:
        print(json.dumps({part.__name__: part() for part in PARTS if not NAMED or part.__name__ in NAMED}))
    finally:
        os.chdir("/")
        shutil.rmtree(work)


main()
