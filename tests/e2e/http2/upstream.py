#!/usr/bin/env python3
"""Answers 201 behind nginx: upstream.py UNIX_SOCKET LOG TOGETHER. Requests to /together/ are answered when
TOGETHER of them are there at the same time. A request to /last/ kills the process whose number is in
nginx.pid, without a word to anybody. LOG gets a line for each request that came."""
import http.server, os, signal, socketserver, sys, threading

SOCKET, LOG, TOGETHER = sys.argv[1], open(sys.argv[2], "a", buffering=1), int(sys.argv[3])
gate = threading.Barrier(TOGETHER, timeout=30)


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        LOG.write(self.path + "\n")
        if self.path.startswith("/last/"):
            gate.wait()
            os.kill(int(open("nginx.pid").read()), signal.SIGKILL)
            return
        if self.path.startswith("/together/"):
            gate.wait()
        self.send_response(201)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_PUT = do_POST

    def address_string(self):
        return "nginx"

    def log_message(self, *args):
        pass


class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads, request_queue_size = True, 64


Server(SOCKET, Handler).serve_forever()
