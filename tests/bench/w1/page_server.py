#!/usr/bin/env python3
"""Serves invented products in the shape of W1 by version cursor: page_server.py PAGES PAGE_SIZE.
Prints its port. The same arguments always give the same bytes. It takes posted records, too (one JSON
object, or an array of them): /posted says how many came."""
import http.server, json, os, sys, threading, urllib.parse

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)) + "/..")
import products

PAGES, SIZE = int(sys.argv[1]), int(sys.argv[2])
BODIES = {i * SIZE: products.page(i, SIZE) for i in range(PAGES)}
END = b'{"data":[],"version":{"min":null,"max":null}}'
LOCK, POSTED = threading.Lock(), [0]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        if url.path == "/posted":
            return self.response(200, b"%d" % POSTED[0])
        after = urllib.parse.parse_qs(url.query).get("after", ["0"])[0]
        self.response(200, BODIES.get(int(after), END))

    def do_POST(self):
        posted = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with LOCK:
            POSTED[0] += len(posted) if isinstance(posted, list) else 1
        self.response(201, b"{}")

    def response(self, status, body):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
