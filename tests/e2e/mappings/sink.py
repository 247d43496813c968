"""A system that takes every request: writes each as a line of JSON to FILE and answers with an id of its own.

sink.py PORT_FILE FILE (the port file is there when it listens)
"""
import http.server
import json
import os
import sys

port_file, requests_file = sys.argv[1:]
taken = 0


class Sink(http.server.BaseHTTPRequestHandler):
    def take(self):
        global taken
        taken += 1
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        line = {"method": self.command, "path": self.path, "body": json.loads(body) if body else None}
        with open(requests_file, "a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
        answer = json.dumps({"id": f"R-{taken}"}).encode()
        self.send_response(201)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_POST = do_PUT = do_DELETE = take

    def log_message(self, *arguments):
        pass


server = http.server.HTTPServer(("127.0.0.1", 0), Sink)
with open(port_file + ".new", "w", encoding="utf-8") as file:
    file.write(str(server.server_port))
os.rename(port_file + ".new", port_file)
server.serve_forever()
