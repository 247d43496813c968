#!/usr/bin/env python3
"""Serves invented products in the shape of W1 by version cursor: page_server.py PAGES PAGE_SIZE.
Prints its port. The same arguments always give the same bytes."""
import http.server, os, sys, urllib.parse

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)) + "/..")
import products

PAGES, SIZE = int(sys.argv[1]), int(sys.argv[2])
BODIES = {i * SIZE: products.page(i, SIZE) for i in range(PAGES)}
END = b'{"data":[],"version":{"min":null,"max":null}}'


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
        body = BODIES.get(int(query.get("after", ["0"])[0]), END)
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
