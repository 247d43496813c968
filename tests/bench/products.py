"""Invented products in the shape of W1, for the servers of the benchmarks. The same arguments always
give the same bytes. products.py PAGES PAGE_SIZE BEFORE prints pages, one a line, whose versions count
from BEFORE + 1."""
import json, random, sys

WORDS = "soft warm linen wool daily café über 抹茶 recycled slim cotton made for wash & care".split()


def product(number, version, dice):
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
            "version": version}


def page(index, size, before=0):
    """Page `index` of pages of `size`, as bytes; versions count from `before` + 1."""
    dice = random.Random(index)
    first = before + index * size + 1
    rows = [product(index * size + i + 1, first + i, dice) for i in range(size)]
    text = json.dumps({"data": rows, "version": {"min": first, "max": first + size - 1}},
                      separators=(",", ":"), ensure_ascii=index % 2 == 0)
    return text.encode()


if __name__ == "__main__":
    pages, page_size, first_before = map(int, sys.argv[1:])
    for number in range(pages):
        sys.stdout.buffer.write(page(number, page_size, first_before) + b"\n")
