#!/usr/bin/env python3
"""Serves invented products in the shape of W1 by version cursor: page_server.py PAGES PAGE_SIZE.
Prints its port. The same arguments always give the same bytes."""
import http.server, json, random, sys, urllib.parse

PAGES, SIZE = int(sys.argv[1]), int(sys.argv[2])
WORDS = "soft warm linen wool daily café über 抹茶 recycled slim cotton made for wash & care".split()


def product(number, dice):
    text = lambda n: " ".join(dice.choice(WORDS) for _ in range(n))
    ident = lambda: "%08x-%04x-%04x-%012x" % tuple(dice.getrandbits(b) for b in (32, 16, 16, 48))
    price = lambda: round(dice.uniform(1, 500), dice.choice((1, 2, 2, 2)))
    name = text(3)
    return {"id": ident(), "source_id": None, "variant_parent_id": ident(), "name": name,
            "variant_name": name + " / M", "handle": "item-%d" % number, "sku": "SKU-%08d" % number,
            "active": dice.random() < 0.85, "has_inventory": True,
            "description": "<p>" + text(dice.randint(10, 40)) + "</p>\n",
            "image_url": "https://img.example.test/p/%08x.jpg" % dice.getrandbits(32),
            "image_thumbnail_url": "https://img.example.test/t/%08x.jpg" % dice.getrandbits(32),
            "created_at": "2023-07-23T02:22:14+00:00", "updated_at": "2025-08-04T12:01:37+00:00",
            "deleted_at": None, "account_code_purchase": None, "supply_price": price(),
            "price_excluding_tax": price(), "price_including_tax": price(),
            "brand": {"id": ident(), "name": text(1)}, "supplier": {"id": ident(), "name": text(2)},
            "type": {"id": ident(), "name": text(1)},
            "variant_options": [{"name": "Color", "value": text(1)}, {"name": "Size", "value": "M"}],
            "tags": [text(1) for _ in range(dice.randint(0, 3))],
            "inventory": [{"outlet_id": ident(), "current_amount": dice.randint(0, 200),
                           "reorder_point": dice.randint(1, 20), "average_cost": price()}
                          for _ in range(dice.randint(1, 3))],
            "version": number}


def page(index):
    dice = random.Random(index)
    first = index * SIZE + 1
    rows = [product(first + i, dice) for i in range(SIZE)]
    text = json.dumps({"data": rows, "version": {"min": first, "max": first + SIZE - 1}},
                      separators=(",", ":"), ensure_ascii=index % 2 == 0)
    return text.encode()


BODIES = {i * SIZE: page(i) for i in range(PAGES)}
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
