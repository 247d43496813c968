#!/usr/bin/env python3
"""How long `sluice run` takes until its first request arrives: first_request.py [BUILD_DIR] [RUNS].

A state exists (a run before the first measured one makes it); the clock runs from just before the
program is started until its first request has been read by a server on loopback. Prints JSON with the
times in milliseconds. The server answers with an empty page, so every run ends by itself."""
import json, os, socket, statistics, subprocess, sys, tempfile, threading, time

HERE = os.path.dirname(os.path.realpath(__file__))
BUILD = os.path.realpath(sys.argv[1] if len(sys.argv) > 1 else HERE + "/../../../build/release")
RUNS = int(sys.argv[2]) if len(sys.argv) > 2 else 20
EMPTY = b'{"data":[],"version":{"min":null,"max":null}}'
ANSWER = (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(EMPTY)) + EMPTY


class Server:
    """Answers every request alike; keeps when the first of a run arrived."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=16)
        self.port = self.listener.getsockname()[1]
        self.arrived = None
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            connection, _ = self.listener.accept()
            self.talk(connection)
            connection.close()

    def talk(self, connection):
        head = b""
        while piece := connection.recv(65536):
            now = time.monotonic_ns()
            self.arrived = self.arrived or now
            head += piece
            if head.endswith(b"\r\n\r\n"):
                connection.sendall(ANSWER)
                head = b""


def main():
    server = Server()
    with tempfile.TemporaryDirectory(prefix="sluice-start.") as work:
        env = {**os.environ, "BASE": f"http://127.0.0.1:{server.port}", "STATE": work + "/state",
               "OUT": work + "/out.ndjson", "PAGE_SIZE": "200", "AFTER": "0"}
        command = [BUILD + "/bin/sluice", "run", HERE + "/../w1/w1.yaml", "--quiet", "--plugins", BUILD + "/plugins"]
        times = []
        for run in range(RUNS + 1):
            server.arrived = None
            begun = time.monotonic_ns()
            subprocess.run(command, env=env, check=True, timeout=60)
            if not server.arrived:
                sys.exit("no request came")
            if run:  # the first one makes the state
                times.append((server.arrived - begun) / 1e6)
    times.sort()
    print(json.dumps({"what": "start to first request, ms", "runs": RUNS, "median": round(statistics.median(times), 2),
                      "smallest": round(times[0], 2), "largest": round(times[-1], 2)}))


main()
