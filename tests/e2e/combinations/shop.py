"""A system over HTTP that gives records in pages and takes them, and refuses as it is told."""

import http.server
import json
import threading
import urllib.parse

PAGE = 7


class Shop:
    """`items` are read at /items, by cursor or page; what is sent to /t/NAME is in `taken[NAME]`.

    refusing: a record with "refused": true gets 422. down: names that get 503. flaky: the share of
    requests that fail by chance, by `random`.
    """

    def __init__(self):
        self.items, self.taken = [], {}
        self.refusing, self.down, self.flaky, self.random = False, set(), 0.0, None
        self.lock = threading.Lock()
        shop = self

        class Server(http.server.ThreadingHTTPServer):
            def handle_error(self, request, address):  # a killed run's connection
                pass

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self, status, body):
                text = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def do_GET(self):
                self.answer(*shop.give(urllib.parse.urlparse(self.path)))

            def do_PUT(self):
                text = self.rfile.read(int(self.headers["Content-Length"]))
                self.answer(*shop.take(self.path.split("/")[2], json.loads(text)))

            def log_message(self, *_):
                pass

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def fails(self):
        return self.flaky > 0 and self.random.random() < self.flaky

    def give(self, url):
        asked = urllib.parse.parse_qs(url.query)
        begin = (int(asked["page"][0]) - 1) * PAGE if "page" in asked else int(asked.get("cursor", ["0"])[0])
        with self.lock:
            if self.fails():
                return 500, {}
            end = begin + PAGE
            return 200, {"items": self.items[begin:end], "next": str(end) if end < len(self.items) else None}

    def take(self, name, body):
        records = body if isinstance(body, list) else [body]
        with self.lock:
            if name in self.down or self.fails():
                return 503, {}
            if self.refusing and '"refused": true' in json.dumps(records):
                return 422, {"error": "refused"}
            self.taken.setdefault(name, []).extend(records)
            return 200, {}
